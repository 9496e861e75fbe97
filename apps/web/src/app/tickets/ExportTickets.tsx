import { showExports } from "../../features/exports/index.ts";
import { useCan } from "../../features/identity/index.ts";
import { ExportMenu, type ListSource } from "../../features/tickets/index.ts";

/** The export of a list, for those who may; what was begun is shown at once in the header. */
export function ExportTickets(props: { source: ListSource; title: string; columns: readonly string[] }) {
  if (!useCan("tickets.export")) return null;
  return <ExportMenu {...props} onStarted={() => showExports()} />;
}
