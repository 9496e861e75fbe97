import type { Ticket } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { manages } from "../ticket.policy.ts";
import { onTicket } from "./on-ticket.ts";

/** Takes a waiting ticket. The lock lets one after the other look; whoever comes second sees it taken. */
export function claimTicket(ctx: AppContext, actor: Actor, ticketId: string): Promise<Ticket> {
  return onTicket(ctx, actor, ticketId, async (story) => {
    const { ticket, can } = story;
    // Sent twice by the same page: it is theirs already.
    if (ticket.handlerId === actor.personId) return;
    if (ticket.state !== "open") throw new AppError("tickets.closed");
    if (ticket.handlerId !== null) throw new AppError("tickets.claimed_by_other");
    if (!can.claim && !manages(actor, ticket)) throw new AppError("tickets.not_allowed");
    await story.write("claimed", { handlerId: actor.personId });
  });
}
