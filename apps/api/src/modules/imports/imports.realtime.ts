import { importEvents, importPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { personRoom, push } from "../../platform/realtime/realtime.ts";
import { presentImport } from "./imports.presenter.ts";
import { importsByIds } from "./imports.repo.ts";

/** `import.*` → the pages of who began it and who acted last, read fresh. */
export function routeImports(ctx: AppContext): void {
  ctx.realtime.route(importEvents, async (events) => {
    const rows = await importsByIds(ctx.db.prisma, [...new Set(events.map((event) => event.entityId))]);
    const pushes = rows.map(async (row) => {
      const rooms = [...new Set([row.personId, row.byId])].map(personRoom).filter((room) => ctx.realtime.hasListeners(room));
      if (rooms.length === 0) return [];
      const item = await presentImport(ctx, row);
      return rooms.map((room) => push(room, importPushes.changed, item));
    });
    return (await Promise.all(pushes)).flat();
  });
}
