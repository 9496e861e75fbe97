import { exportEvents, exportPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { personRoom, push } from "../../platform/realtime/realtime.ts";
import { presentExport } from "./exports.presenter.ts";
import { exportsByIds } from "./exports.repo.ts";

/** `export.*` → the pages of the person who asked, read fresh. */
export function routeExports(ctx: AppContext): void {
  ctx.realtime.route(exportEvents, async (events) => {
    const rows = await exportsByIds(ctx.db.prisma, [...new Set(events.map((event) => event.entityId))]);
    return rows
      .filter(({ personId }) => ctx.realtime.hasListeners(personRoom(personId)))
      .map((row) => push(personRoom(row.personId), exportPushes.changed, presentExport(row)));
  });
}
