import { ticketPresenceEvents, ticketPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Push, personRoom, push } from "../../../platform/realtime/realtime.ts";
import { presentAt } from "./presence.repo.ts";
import { presentPeople } from "./presence.ts";

/** `ticket_presence.changed` → the pages that have the ticket open. */
export function routePresence(ctx: AppContext): void {
  ctx.realtime.route(ticketPresenceEvents, (events) => presence(ctx, [...new Set(events.map((event) => event.entityId))]));
}

async function presence(ctx: AppContext, ids: string[]): Promise<Push[]> {
  const present = await presentAt(ctx.db.prisma, ids, ctx.clock());
  return present
    .filter(({ personId }) => ctx.realtime.hasListeners(personRoom(personId)))
    .map(({ ticketId, personId }) => {
      const items = presentPeople(present.filter((each) => each.ticketId === ticketId));
      return push(personRoom(personId), ticketPushes.presenceChanged, { ticketId, items });
    });
}
