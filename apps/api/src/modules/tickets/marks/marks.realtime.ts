import { ticketPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { RecordedEvent } from "../../../platform/db/client.ts";
import { type Push, personRoom, push } from "../../../platform/realtime/realtime.ts";
import type { Count } from "../search/counts.realtime.ts";
import { presentMark } from "../search/row.presenter.ts";
import { findMark } from "./marks.repo.ts";

/** `ticket_mark.changed` → the person's pages. */
export function routeMarks(ctx: AppContext, count: Count): void {
  ctx.realtime.route(
    (name) => name === "ticket_mark.changed",
    async (events) => {
      count(
        events.map((event) => String(event.data.personId)),
        [],
      );
      return marks(ctx, events);
    },
  );
}

async function marks(ctx: AppContext, events: RecordedEvent[]): Promise<Push[]> {
  const latest = new Map(events.map((event) => [`${event.data.personId} ${event.entityId}`, event]));
  const pushes = [...latest.values()].map(async ({ entityId: ticketId, data }) => {
    const personId = String(data.personId);
    if (!ctx.realtime.hasListeners(personRoom(personId))) return [];
    const mark = presentMark(await findMark(ctx.db.prisma, personId, ticketId));
    return [push(personRoom(personId), ticketPushes.markChanged, { ticketId, mark })];
  });
  return (await Promise.all(pushes)).flat();
}
