import { z } from "zod";
import { line } from "../../kernel/text.ts";
import { myList, ticketFilter, ticketSort } from "../search/shapes.ts";

/** Whose rows: what a search finds in my reach, or in one of my eight lists. */
export const ticketExportSource = z.strictObject({
  list: myList.optional(),
  filter: ticketFilter.optional(),
  text: line(200).optional(),
  sort: ticketSort.optional(),
});
export type TicketExportSource = z.infer<typeof ticketExportSource>;
