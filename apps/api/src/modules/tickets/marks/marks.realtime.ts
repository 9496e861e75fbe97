import { type RecordedIn, ticketMarkEvents, ticketPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Push, personRoom, push } from "../../../platform/realtime/realtime.ts";
import type { Count } from "../search/counts.realtime.ts";
import { presentMark } from "../search/row.presenter.ts";
import { findMark } from "./marks.repo.ts";

/** `ticket_mark.changed` → the person's pages. */
export function routeMarks(ctx: AppContext, count: Count): void {
  ctx.realtime.route(ticketMarkEvents, async (events) => {
    count(
      events.map((event) => event.data.personId),
      [],
    );
    return marks(ctx, events);
  });
}

async function marks(ctx: AppContext, events: RecordedIn<typeof ticketMarkEvents>[]): Promise<Push[]> {
  const latest = new Map(events.map((event) => [`${event.data.personId} ${event.entityId}`, event]));
  const pushes = [...latest.values()].map(async ({ entityId: ticketId, data }) => {
    const { personId } = data;
    if (!ctx.realtime.hasListeners(personRoom(personId))) return [];
    const mark = presentMark(await findMark(ctx.db.prisma, personId, ticketId));
    return [push(personRoom(personId), ticketPushes.markChanged, { ticketId, mark })];
  });
  return (await Promise.all(pushes)).flat();
}
