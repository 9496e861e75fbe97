import { z } from "zod";
import { domainEvent } from "../../kernel/event.ts";
import { bilingual, id } from "../../kernel/shapes.ts";
import type { TicketDeed } from "../track/shapes.ts";
import { ticketChange, ticketRule } from "../track/shapes.ts";
import { skipReason } from "../worklist/shapes.ts";

/** What every event of a ticket says; the optional ones as far as the deed has them. */
const deed = {
  note: z.string().optional(),
  /** Fields before and after, and where the ticket moved: state, node, group, handler, parent. */
  changes: z.array(ticketChange),
  /** Name of the flow's action that was taken. */
  action: bilingual.optional(),
  people: z.array(id).optional(),
  callId: id.optional(),
  /** Why a task was skipped. */
  reason: skipReason.optional(),
  fileIds: z.array(id).optional(),
  /** The group in which the ticket waited before, and waits now, to be claimed. */
  waitedIn: id.nullable(),
  waitsIn: id.nullable(),
  /** The automatic task that did it, the event at the beginning of its chain, and its place in the chain, from 1. */
  rule: ticketRule.extend({ cause: z.string(), depth: z.number().int() }).optional(),
};
const ticketEvent = <const D extends TicketDeed>(name: D, meaning: string) =>
  domainEvent({ name: `ticket.${name}` as const, entity: "ticket", meaning, data: deed });

/** Everything that happens to a ticket, by the deed of its track. */
export const ticketEvents = {
  created: ticketEvent("created", "The ticket was created."),
  imported: ticketEvent("imported", "The ticket was created of a row of a file."),
  claimed: ticketEvent("claimed", "A person took the ticket that waited in a group."),
  transferred: ticketEvent("transferred", "The ticket was handed to a group or person."),
  edited: ticketEvent("edited", "Fields, category or customer of the ticket changed."),
  moved: ticketEvent("moved", "An action of the flow moved the ticket to another node."),
  escalated: ticketEvent("escalated", "The time limit of the node passed and the flow's action for that was taken."),
  migrated: ticketEvent("migrated", "The ticket moved to another version of its flow."),
  finished: ticketEvent("finished", "An action of the flow led to an end: the ticket is finished."),
  reopened: ticketEvent("reopened", "A finished ticket is open again."),
  urged: ticketEvent("urged", "A person asked for the ticket to be handled sooner."),
  copied: ticketEvent("copied", "The ticket was copied to people, who may read it from then on."),
  commented: ticketEvent("commented", "A person commented, with mentions and files."),
  linked: ticketEvent("linked", "The ticket was related to another, or hung below or above one, or such a link was removed."),
  merged: ticketEvent("merged", "The ticket was merged into another, or another into it."),
  skipped: ticketEvent("skipped", "A person passed the ticket by in their worklist, with a reason."),
  callback_made: ticketEvent("callback_made", "A call was promised to the ticket's customer."),
  callback_moved: ticketEvent("callback_moved", "A callback of the ticket was moved to another time."),
  callback_done: ticketEvent("callback_done", "The customer was reached in another way than by the callback."),
  callback_cancelled: ticketEvent("callback_cancelled", "A callback of the ticket was cancelled."),
  called: ticketEvent("called", "A call was linked to the ticket."),
  due_soon: ticketEvent("due_soon", "The time limit is near."),
  overdue: ticketEvent("overdue", "The time limit passed."),
} as const satisfies { [D in TicketDeed]: ReturnType<typeof ticketEvent<D>> };
