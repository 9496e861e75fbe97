import { EXPORT_KINDS } from "@cloverdesk/contracts";
import { lazy } from "react";
import { useMe } from "../../features/identity/index.ts";
import { Later } from "../../shared/ui/index.ts";

const ExportsButton = lazy(async () => ({ default: (await import("../../features/exports/button.ts")).ExportsButton }));

/** My exports, for those who may export; nobody else loads them. */
export function ExportsHost() {
  const grants = useMe()?.grants ?? {};
  if (!Object.values(EXPORT_KINDS).some(({ permission }) => grants[permission])) return null;
  return (
    <Later fallback={<span style={{ width: 32 }} />} failed={null}>
      <ExportsButton />
    </Later>
  );
}
