import { ticketEvents, worklistEvents, worklistPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Push, personRoom, push } from "../../../platform/realtime/realtime.ts";
import { takersOf, tasksOf } from "./worklist.repo.ts";
import { presentWorklist } from "./worklist.ts";

/** The task in hand → the person's pages: when they got it, and when its ticket changed, which may take it from their hands. */
export function routeWorklist(ctx: AppContext): void {
  const { created: _, imported: __, ...changes } = ticketEvents;
  ctx.realtime.route(worklistEvents, (events) => tell(ctx, [...new Set(events.map(({ entityId }) => entityId))]));
  ctx.realtime.route(changes, async (events) => {
    const ids = [...new Set(events.map(({ entityId }) => entityId))];
    return tell(ctx, await takersOf(ctx.db.prisma, ids));
  });
}

async function tell(ctx: AppContext, personIds: string[]): Promise<Push[]> {
  const heard = personIds.filter((id) => ctx.realtime.hasListeners(personRoom(id)));
  if (heard.length === 0) return [];
  const tasks = await tasksOf(ctx.db.prisma, heard);
  return heard.map((id) => push(personRoom(id), worklistPushes.changed, presentWorklist(tasks.get(id))));
}
