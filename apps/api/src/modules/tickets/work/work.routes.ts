import { ticketEndpoints as e } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Mount } from "../../../platform/http/mount.ts";
import { flagTickets, markTicket } from "../marks/mark-ticket.ts";
import { beHere } from "../presence/presence.ts";
import { actOnTicket, finishTicket, finishTickets, reopenTicket } from "./act-on-ticket.ts";
import { claimTicket, claimTickets } from "./claim-ticket.ts";
import { createTicket } from "./create-ticket.ts";
import { dropDraft, keepDraft } from "./drafts.ts";
import { editTicket } from "./edit-ticket.ts";
import { linkTickets } from "./link-tickets.ts";
import { startTicket } from "./start.ts";
import { commentTicket, copyTicket, urgeTicket } from "./talk-about-ticket.ts";
import { loadTicket, ticketTrack } from "./ticket.ts";
import { transferTicket, transferTickets } from "./transfer-ticket.ts";

/** Before a ticket exists: its form. */
export function mountCreation(ctx: AppContext, mount: Mount): void {
  mount(e.start, ({ actor, query }) => startTicket(ctx, actor, query));
  mount(e.keepDraft, ({ actor, params, body }) => keepDraft(ctx, actor, params.ticketId, body));
  mount(e.dropDraft, ({ actor, params }) => dropDraft(ctx, actor, params.ticketId));
  mount(e.create, ({ actor, params, body }) => createTicket(ctx, actor, params.ticketId, body));
}

export function mountWork(ctx: AppContext, mount: Mount): void {
  mount(e.get, ({ actor, params }) => loadTicket(ctx, actor, params.ticketId));
  mount(e.track, ({ actor, params, query }) => ticketTrack(ctx, actor, params.ticketId, query));
  mount(e.claim, ({ actor, params }) => claimTicket(ctx, actor, params.ticketId));
  mount(e.transfer, ({ actor, params, body }) => transferTicket(ctx, actor, params.ticketId, body.to, body.note));
  mount(e.edit, ({ actor, params, body }) => editTicket(ctx, actor, params.ticketId, body.changes, body.note));
  mount(e.act, ({ actor, params, body }) => actOnTicket(ctx, actor, params.ticketId, params.action, body.node, body));
  mount(e.finish, ({ actor, params, body }) => finishTicket(ctx, actor, params.ticketId, body, body.node));
  mount(e.reopen, ({ actor, params, body }) => reopenTicket(ctx, actor, params.ticketId, body.note));
  mount(e.urge, ({ actor, params, body }) => urgeTicket(ctx, actor, params.ticketId, body.note));
  mount(e.copy, ({ actor, params, body }) => copyTicket(ctx, actor, params.ticketId, body.personIds, body.note));
  mount(e.comment, ({ actor, params, body }) => commentTicket(ctx, actor, params.ticketId, { id: params.commentId, ...body }));
  mount(e.link, ({ actor, params, body }) => linkTickets(ctx, actor, params.ticketId, body.otherId, body.as, body.note));
  mount(e.mark, ({ actor, params, body }) => markTicket(ctx, actor, params.ticketId, body));
  mount(e.here, ({ actor, params, body }) => beHere(ctx, actor, params.ticketId, body));
}

export function mountBulk(ctx: AppContext, mount: Mount): void {
  mount(e.bulkClaim, ({ actor, body }) => claimTickets(ctx, actor, body.ids));
  mount(e.bulkTransfer, ({ actor, body }) => transferTickets(ctx, actor, body.ids, body.to, body.note));
  mount(e.bulkFinish, ({ actor, body }) => finishTickets(ctx, actor, body.ids, body.note));
  mount(e.bulkFlag, ({ actor, body }) => flagTickets(ctx, actor, body.ids, body.flag));
}
