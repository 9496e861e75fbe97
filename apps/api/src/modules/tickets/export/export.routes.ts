import { ticketExportEndpoints as e } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Mount } from "../../../platform/http/mount.ts";
import { exportSize, exportTickets } from "./export-tickets.ts";

export function mountExport(ctx: AppContext, mount: Mount): void {
  mount(e.size, ({ actor, body }) => exportSize(ctx, actor, body.source));
  mount(e.start, ({ actor, params, body }) => exportTickets(ctx, actor, params.exportId, body));
}
