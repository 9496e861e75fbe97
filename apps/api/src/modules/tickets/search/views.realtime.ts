import { ticketViewEvents, ticketViewPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { personRoom, push } from "../../../platform/realtime/realtime.ts";

/** `ticket_view.*` → the owner's pages, or every page when the view is shared: who may use it is asked when they fetch. */
export function routeViews(ctx: AppContext): void {
  ctx.realtime.route(ticketViewEvents, async (events) => {
    if (events.some(({ data }) => data.shared)) {
      ctx.realtime.toAll(ticketViewPushes.changed, {});
      return [];
    }
    return [...new Set(events.map(({ data }) => data.ownerId))].map((id) => push(personRoom(id), ticketViewPushes.changed, {}));
  });
}
