import { lazy } from "react";
import { useCan } from "../../features/identity/index.ts";
import { Later } from "../../shared/ui/index.ts";

const ExportsButton = lazy(async () => ({ default: (await import("../../features/exports/button.ts")).ExportsButton }));

/** My exports, for those who may export; nobody else loads them. */
export function ExportsHost() {
  if (!useCan("tickets.export")) return null;
  return (
    <Later fallback={<span style={{ width: 32 }} />} failed={null}>
      <ExportsButton />
    </Later>
  );
}
