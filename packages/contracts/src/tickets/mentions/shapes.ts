import { z } from "zod";
import { bilingual, id, moment, personRef } from "../../kernel/shapes.ts";

export const ticketState = z.enum(["open", "finished", "merged"]);
export type TicketState = z.infer<typeof ticketState>;

/** A ticket as it is named beside something else: a call, a customer, a new ticket. Those that the reader may not open are named by their number. */
export const ticketMention = z.object({
  id,
  number: z.number().int(),
  /** Null when the reader may not open it: a title often says what the matter is. */
  title: z.string().nullable(),
  state: ticketState,
  type: z.object({ id, name: bilingual }),
  node: z.object({ code: z.string(), name: bilingual }),
  handler: personRef.nullable(),
  createdAt: moment,
  mayOpen: z.boolean(),
});
export type TicketMention = z.infer<typeof ticketMention>;
