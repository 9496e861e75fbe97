import { z } from "zod";
import { bilingual, id, moment } from "../kernel/shapes.ts";
import { line, text } from "../kernel/text.ts";
import { ticketMention } from "../tickets/mentions/shapes.ts";

export const customerBrief = z.object({ id, name: z.string(), level: z.string().nullable(), tags: z.array(z.string()) });

export const customerFields = z.object({
  name: line(100, 1),
  level: line(40).nullable(),
  tags: z.array(line(40)).max(20),
  email: z.email().max(200).nullable(),
  company: line(200).nullable(),
  address: text(400).nullable(),
  note: text(4000).nullable(),
});
export const customer = customerFields.extend({
  id,
  version: z.number().int(),
  phones: z.array(z.string()),
  createdAt: moment,
  can: z.object({ edit: z.boolean() }),
});
export type Customer = z.infer<typeof customer>;

/** What is asked for when a caller becomes a customer; the rest of the profile is filled in later. */
export const newCustomer = customerFields.pick({ name: true }).extend({
  /** Chosen by the page: the same id again is the same customer. */
  id,
  level: customerFields.shape.level.default(null),
  company: customerFields.shape.company.default(null),
});
export type NewCustomer = z.infer<typeof newCustomer>;

/** A customer as a search finds them. Numbers are masked when the settings say so. */
export const foundCustomer = customerBrief.extend({ company: z.string().nullable(), phones: z.array(z.string()) });
export type FoundCustomer = z.infer<typeof foundCustomer>;

const trackCall = z.object({
  kind: z.literal("call"),
  id,
  at: moment,
  title: bilingual,
  direction: z.enum(["inbound", "outbound"]),
  agentName: z.string().nullable(),
  hotlineName: bilingual.nullable(),
  talkMs: z.number().int(),
  result: z.string().nullable(),
  /** Null as well when the call is out of the reader's reach. */
  summary: z.string().nullable(),
  hasRecording: z.boolean(),
  /** Whether the reader may open the call's record. Otherwise the entry tells only that there was a contact. */
  mayOpen: z.boolean(),
});
const trackTicket = ticketMention.extend({ kind: z.literal("ticket"), at: moment });
/** One line of the customer's service track, newest first: a call with its summary, a ticket. */
export const trackItem = z.discriminatedUnion("kind", [trackCall, trackTicket]);
export type TrackItem = z.infer<typeof trackItem>;
