import { z } from "zod";
import { callResult } from "../../calls/shapes.ts";
import { customerBrief } from "../../customers/shapes.ts";
import { bilingual, id, moment, personRef } from "../../kernel/shapes.ts";
import { text } from "../../kernel/text.ts";
import { ticketCallback } from "../callbacks/shapes.ts";
import { fieldCode, fieldValue, fieldValues, priority } from "../fields/shapes.ts";
import { ticketFile } from "../files/shapes.ts";
import { fieldRight, nodeHandler } from "../flow/shapes.ts";
import { ticketState } from "../mentions/shapes.ts";

/** Where a ticket was made. */
export const ticketSource = z.enum(["list", "fab", "call", "import", "api"]);
export type TicketSource = z.infer<typeof ticketSource>;

export const flagColor = z.enum(["red", "orange", "green", "blue", "grey"]);
/** What one person put on a ticket for themselves. `remindAt` is null once the reminder has fired. */
export const ticketMark = z.object({ flag: flagColor.nullable(), remindAt: moment.nullable(), remindText: z.string() });
export type TicketMark = z.infer<typeof ticketMark>;

/** One line of a list, the same for everybody who may see it. `version` grows with each change. */
export const ticketRow = z.object({
  id,
  number: z.number().int(),
  version: z.number().int(),
  title: z.string(),
  state: ticketState,
  priority,
  type: z.object({ id, name: bilingual }),
  node: z.object({ code: z.string(), name: bilingual }),
  category: z.object({ id, name: bilingual }).nullable(),
  customer: customerBrief.nullable(),
  phone: z.string().nullable(),
  group: z.object({ id, name: bilingual }).nullable(),
  handler: personRef.nullable(),
  creator: personRef.nullable(),
  createdAt: moment,
  changedAt: moment,
  finishedAt: moment.nullable(),
  dueAt: moment.nullable(),
  /** From here on it is due soon. */
  warnAt: moment.nullable(),
  values: fieldValues,
});
export type TicketRow = z.infer<typeof ticketRow>;
export const ticketListItem = ticketRow.extend({ mark: ticketMark.nullable() });
export type TicketListItem = z.infer<typeof ticketListItem>;

/** A button of the flow. */
export const possibleAction = z.object({
  code: z.string(),
  name: bilingual,
  /** The node it leads to, who gets the ticket there, and whether calling out is allowed. */
  to: z.object({ code: z.string(), name: bilingual, handler: nodeHandler, callOut: z.boolean() }),
  primary: z.boolean(),
  finishes: z.boolean(),
  noteRequired: z.boolean(),
  form: z.array(z.object({ code: fieldCode, required: z.boolean() })),
});

export const ticketRef = z.object({ id, number: z.number().int(), title: z.string(), state: ticketState });
export const ticketCall = z.object({
  id,
  direction: z.enum(["inbound", "outbound"]),
  /** The number that called or was called, masked as all numbers are. */
  number: z.string(),
  startedAt: moment,
  talkMs: z.number().int(),
  result: z.string().nullable(),
  agentName: z.string().nullable(),
  hasRecording: z.boolean(),
});

/** A number under which the ticket's customer can be called, with the calls out to it for this ticket. */
export const ticketNumber = z.object({
  /** Masked as all numbers are. */
  number: z.string(),
  /** Where it stands: the ticket's own, the value of a field, the customer's, or one that was called and stands nowhere any more. */
  of: z.enum(["ticket", "field", "customer", "called"]),
  /** The field's name. */
  label: bilingual.nullable(),
  attempts: z.number().int(),
  /** The last call out; `result` is null while it goes on. */
  last: z.object({ at: moment, result: callResult.nullable(), agentName: z.string().nullable() }).nullable(),
});
export type TicketNumber = z.infer<typeof ticketNumber>;

/** One ticket whole, as one person may see and change it. */
export const ticket = ticketListItem.extend({
  source: ticketSource,
  templateId: id,
  templateVersion: z.number().int(),
  flowVersion: z.number().int(),
  /** Nodes of the flow in order, for *you are here*. */
  path: z.array(z.object({ code: z.string(), name: bilingual, kind: z.enum(["work", "end"]) })),
  timePaused: z.boolean(),
  copiedTo: z.array(personRef),
  parent: ticketRef.nullable(),
  children: z.array(ticketRef),
  related: z.array(ticketRef),
  mergedInto: ticketRef.nullable(),
  calls: z.array(ticketCall),
  /** The first one is called unless another is chosen. Empty where the node hides the number. */
  numbers: z.array(ticketNumber),
  /** Open ones, the earliest first. Empty where the node hides the number. */
  callbacks: z.array(ticketCallback),
  files: z.array(ticketFile),
  /** What this person may do with each field here; fields left out may be read. */
  rights: z.record(fieldCode, fieldRight),
  actions: z.array(possibleAction),
  can: z.object({
    claim: z.boolean(),
    transfer: z.boolean(),
    edit: z.boolean(),
    urge: z.boolean(),
    copy: z.boolean(),
    comment: z.boolean(),
    finish: z.boolean(),
    reopen: z.boolean(),
    link: z.boolean(),
    callOut: z.boolean(),
    callBack: z.boolean(),
  }),
});
export type Ticket = z.infer<typeof ticket>;

export const presentPerson = z.object({ person: personRef, editing: z.boolean(), since: moment });
export type PresentPerson = z.infer<typeof presentPerson>;

/** To whom a ticket is handed: a group (to be claimed there) or a person. */
export const transferTarget = z.union([z.strictObject({ skillGroupId: id }), z.strictObject({ personId: id })]);
export const newTicket = z.object({
  typeId: id,
  templateId: id,
  categoryId: id.nullable().default(null),
  /** `null`: no customer. Left out: the customer of the call, if there is a call. */
  customerId: id.nullable().optional(),
  source: ticketSource.exclude(["import", "api"]).default("list"),
  /** The call it comes from, linked to it. */
  callId: id.nullable().default(null),
  parentId: id.nullable().default(null),
  values: fieldValues,
});
export type NewTicket = z.infer<typeof newTicket>;
/** A form half filled, kept for its author. Anything may still be missing. */
export const newTicketDraft = z.object({
  typeId: id.nullable().default(null),
  templateId: id.nullable().default(null),
  categoryId: id.nullable().default(null),
  customerId: id.nullable().default(null),
  callId: id.nullable().default(null),
  values: z.record(fieldCode, fieldValue).default({}),
});
export const keptDraft = z.object({ id, draft: newTicketDraft, updatedAt: moment });

/** One change of an edit: `before` is what the page showed, so that only what really collides is a conflict. */
export const valueChange = z.object({ code: text(41), before: fieldValue, after: fieldValue });
export type ValueChange = z.infer<typeof valueChange>;
