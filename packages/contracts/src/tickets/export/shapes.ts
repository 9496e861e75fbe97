import { z } from "zod";
import { line } from "../../kernel/text.ts";
import { myList, ticketFilter, ticketSort } from "../search/shapes.ts";

/** Whose rows: one of my eight lists, or what a search finds in my reach. */
export const ticketExportSource = z.union([
  z.strictObject({ list: myList }),
  z.strictObject({
    filter: ticketFilter.optional(),
    text: line(200).optional(),
    sort: ticketSort.optional(),
  }),
]);
export type TicketExportSource = z.infer<typeof ticketExportSource>;
