import { type RecordedIn, ticketMarkEvents, ticketPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Push, personRoom, push } from "../../../platform/realtime/realtime.ts";
import type { Count } from "../search/counts.realtime.ts";
import { presentMark } from "../search/row.presenter.ts";
import { findMarks } from "./marks.repo.ts";

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
  const heard = events.filter(({ data }) => ctx.realtime.hasListeners(personRoom(data.personId)));
  const people = [...new Set(heard.map(({ data }) => data.personId))];
  const pushes = people.map(async (personId) => {
    const ids = [...new Set(heard.filter(({ data }) => data.personId === personId).map(({ entityId }) => entityId))];
    const found = await findMarks(ctx.db.prisma, personId, ids);
    return ids.map((ticketId) =>
      push(personRoom(personId), ticketPushes.markChanged, { ticketId, mark: presentMark(found.get(ticketId) ?? null) }),
    );
  });
  return (await Promise.all(pushes)).flat();
}
