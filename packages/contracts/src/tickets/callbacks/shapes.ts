import { z } from "zod";
import { customerBrief } from "../../customers/shapes.ts";
import { bilingual, id, moment, personRef } from "../../kernel/shapes.ts";
import { callbackState } from "./states.ts";

/** Where a callback came from. */
export const callbackSource = z.enum(["ticket"]);

/** For whom a callback is: the person who makes it, or whoever of the ticket's group is free then. */
export const callbackFor = z.enum(["me", "group"]);
export type CallbackFor = z.infer<typeof callbackFor>;

/** A callback as its ticket shows it. `version` grows with each change. */
export const ticketCallback = z.object({
  id,
  version: z.number().int(),
  /** Masked as all numbers are. */
  number: z.string(),
  dueAt: moment,
  note: z.string(),
});
export type TicketCallback = z.infer<typeof ticketCallback>;

/** A call that was promised to a customer. Whoever has the ticket has its callback: `person` is null while it waits in the group. */
export const callback = ticketCallback.extend({
  state: callbackState,
  source: callbackSource,
  ticket: z.object({ id, number: z.number().int(), title: z.string() }),
  customer: customerBrief.nullable(),
  person: personRef.nullable(),
  group: z.object({ id, name: bilingual }).nullable(),
  createdAt: moment,
});
export type Callback = z.infer<typeof callback>;

/** Callbacks of one's own, or those of one's groups that wait for whoever is free. */
export const callbackList = z.enum(["mine", "group"]);
export type CallbackList = z.infer<typeof callbackList>;
