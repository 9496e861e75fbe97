import type { Ticket } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { onTicket, type Story } from "./on-ticket.ts";
import { type BulkReport, onTickets } from "./on-tickets.ts";
import { manages, waitsFor } from "./ticket.policy.ts";
import { findTicket, type TicketRecord } from "./ticket.repo.ts";

/**
 * Takes a waiting ticket. The lock lets one after the other look; whoever comes second sees it taken. Who could read it a moment ago, because it waited in
 * their group, is told that, though it is out of reach now.
 */
export function claimTicket(ctx: AppContext, actor: Actor, ticketId: string): Promise<Ticket> {
  return onTicket(ctx, actor, ticketId, claimedBy(actor)).catch(async (error: unknown) => {
    if (!(error instanceof AppError) || error.code !== "tickets.not_found") throw error;
    throw outOfReach(actor, await findTicket(ctx.db.prisma, ticketId));
  });
}

export const claimTickets = (ctx: AppContext, actor: Actor, ticketIds: string[]): Promise<BulkReport> =>
  onTickets(ctx, actor, ticketIds, claimedBy(actor), (ticket) => outOfReach(actor, ticket));

function outOfReach(actor: Actor, ticket: TicketRecord | null): AppError {
  const waited = ticket?.state === "open" && ticket.handlerId !== null && waitsFor(actor, { ...ticket, handlerId: null });
  return new AppError(waited ? "tickets.claimed_by_other" : "tickets.not_found");
}

const claimedBy =
  (actor: Actor) =>
  async (story: Story): Promise<void> => {
    const { ticket, can } = story;
    // Sent twice by the same page: it is theirs already.
    if (ticket.handlerId === actor.personId) return;
    if (ticket.state !== "open") throw new AppError("tickets.closed");
    if (ticket.handlerId !== null) throw new AppError("tickets.claimed_by_other");
    if (!can.claim && !manages(actor, ticket)) throw new AppError("tickets.not_allowed");
    await story.write("claimed", { handlerId: actor.personId });
  };
