import { z } from "zod";
import { endpoint } from "../../kernel/endpoint.ts";
import { cursor, pageOf, pageQuery } from "../../kernel/paging.ts";
import { code, line } from "../../kernel/text.ts";
import { fieldCode } from "../fields/shapes.ts";
import { ticketListItem } from "../work/shapes.ts";
import { myList, ticketCounts, ticketFilter, ticketSort } from "./shapes.ts";

const page = pageOf(ticketListItem);
/** Fields of the form whose values the rows are to carry, as they stand in an address: `a,b`, or `-` for none. All when left out. */
const fieldsInQuery = code(/^(-|[a-z][a-z0-9_]{1,39}(,[a-z][a-z0-9_]{1,39}){0,299})$/, "codes of fields, or -");
const pageInput = { cursor: cursor.optional(), limit: z.number().int().min(1).max(200).default(50) };

export const ticketSearchEndpoints = {
  counts: endpoint({
    id: "tickets.counts",
    method: "GET",
    path: "/api/tickets/counts",
    permission: "tickets.read",
    summary: "How many tickets are in each of my eight lists (counted up to 1,000)",
    output: ticketCounts,
  }),
  mine: endpoint({
    id: "tickets.mine",
    method: "GET",
    path: "/api/tickets/mine/:list",
    permission: "tickets.read",
    summary: "One of my eight lists, newest first",
    params: z.object({ list: myList }),
    query: pageQuery.extend({ fields: fieldsInQuery.optional() }),
    output: page,
  }),
  search: endpoint({
    id: "tickets.search",
    method: "POST",
    path: "/api/tickets/search",
    permission: "tickets.read",
    summary: "Tickets in my reach, or of one of my lists, by filter and text: number, phone, customer, any words (two characters and more)",
    body: z.object({
      /** Only the tickets of this one of my lists. */
      list: myList.optional(),
      filter: ticketFilter.optional(),
      text: line(200).optional(),
      sort: ticketSort.optional(),
      /** Fields of the form whose values the rows are to carry; all when left out. */
      fields: z.array(fieldCode).max(300).optional(),
      ...pageInput,
    }),
    output: page,
    errors: ["tickets.field_unknown", "tickets.field_not_sortable", "tickets.text_too_short"],
  }),
} as const;
