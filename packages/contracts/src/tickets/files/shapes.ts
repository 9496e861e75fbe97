import { z } from "zod";
import { id, moment, personRef } from "../../kernel/shapes.ts";

export const ticketFile = z.object({
  id,
  name: z.string(),
  type: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  by: personRef,
  at: moment,
});
export type TicketFile = z.infer<typeof ticketFile>;
