import { z } from "zod";
import { plainText } from "../fields/shapes.ts";
import { myList, ticketFilter, ticketSort } from "../search/shapes.ts";

/** Whose rows: one of my eight lists, or what a search finds in my reach. */
export const ticketExportSource = z.union([
  z.strictObject({ list: myList }),
  z.strictObject({
    filter: ticketFilter.optional(),
    text: plainText(200).trim().optional(),
    sort: ticketSort.optional(),
  }),
]);
export type TicketExportSource = z.infer<typeof ticketExportSource>;
