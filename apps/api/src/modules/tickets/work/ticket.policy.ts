import type { Permission, TicketFlow } from "@cloverdesk/contracts";
import { finishingAction, nodeOf } from "@cloverdesk/rules/ticket-flow";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";

/** What a policy needs to know of a ticket. */
export interface TicketFacts {
  state: string;
  node: string;
  groupId: string | null;
  handlerId: string | null;
  creatorId: string | null;
  phone: string | null;
}

/** Whether the ticket lies in one of the person's groups for everybody to claim. */
export function waitsFor(actor: Actor, ticket: TicketFacts): boolean {
  return ticket.state === "open" && ticket.handlerId === null && isInGroup(actor, ticket);
}

const isInGroup = (actor: Actor, ticket: TicketFacts): boolean => ticket.groupId !== null && actor.groupIds.includes(ticket.groupId);

/** `tied`: the person created it, had it, was copied in or did something to it. */
export function mayRead(actor: Actor, ticket: TicketFacts, tied: boolean): boolean {
  const scope = scopeOf(actor, "tickets.read");
  if (scope === undefined) return false;
  if (scope === "all" || tied || ticket.handlerId === actor.personId || waitsFor(actor, ticket)) return true;
  return scope === "group" && isInGroup(actor, ticket);
}

/** Whether the person may act on the ticket for whoever has it. */
export function manages(actor: Actor, ticket: TicketFacts): boolean {
  const scope = scopeOf(actor, "tickets.work");
  return scope === "all" || (scope === "group" && isInGroup(actor, ticket));
}

/** Whether a permission that is not about reading reaches the ticket: of all, of one's groups, or what one had or made. */
function reaches(actor: Actor, permission: Permission, ticket: TicketFacts): boolean {
  const scope = scopeOf(actor, permission);
  if (scope === undefined) return false;
  if (scope === "all" || ticket.handlerId === actor.personId || ticket.creatorId === actor.personId) return true;
  return scope === "group" && isInGroup(actor, ticket);
}

/** What this reader of the ticket can do with it now. The page's buttons and the commands ask the same. */
export function ticketCan(actor: Actor, ticket: TicketFacts, flow: TicketFlow) {
  const open = ticket.state === "open";
  const works = scopeOf(actor, "tickets.work") !== undefined;
  const managing = manages(actor, ticket);
  const handles = works && (managing || ticket.handlerId === actor.personId);
  const node = nodeOf(flow, ticket.node);
  return {
    claim: works && waitsFor(actor, ticket),
    transfer: open && handles,
    edit: open && handles,
    urge: open && works,
    copy: works,
    comment: works,
    finish: open && works && finishingAction(flow, ticket, { personId: actor.personId, manages: managing }) !== undefined,
    reopen: ticket.state === "finished" && reaches(actor, "tickets.reopen", ticket),
    link: open && handles,
    callOut: open && handles && node?.callOut === true && ticket.phone !== null && scopeOf(actor, "calls.dial") !== undefined,
    callBack: open && handles && node?.callOut === true && ticket.phone !== null && scopeOf(actor, "callbacks.work") !== undefined,
  };
}
export type TicketCan = ReturnType<typeof ticketCan>;

/** The product itself: it has no buttons, its commands ask for themselves what is possible. */
export const NOBODY: TicketCan = {
  claim: false,
  transfer: false,
  edit: false,
  urge: false,
  copy: false,
  comment: false,
  finish: false,
  reopen: false,
  link: false,
  callOut: false,
  callBack: false,
};

/** An automatic task works on open tickets alone, wherever they are: whoever may edit tasks has decided so. */
export function ruleCan({ state }: TicketFacts): TicketCan {
  const open = state === "open";
  return { ...NOBODY, transfer: open, edit: open, urge: open, comment: open };
}
