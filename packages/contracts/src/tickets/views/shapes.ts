import { z } from "zod";
import { id } from "../../kernel/shapes.ts";
import { line, text } from "../../kernel/text.ts";
import { NEWEST_FIRST, ticketFilter, ticketSort } from "../search/shapes.ts";

/** A saved filter with its columns, for oneself, a skill group or everybody. */
export const ticketViewDraft = z.object({
  name: line(60, 1),
  scope: z.enum(["me", "group", "all"]),
  skillGroupId: id.nullable().default(null),
  filter: ticketFilter,
  sort: ticketSort.default(NEWEST_FIRST),
  /** Columns by name or `f:<code>`, in order. */
  columns: z.array(text(60)).max(40).default([]),
});
export const ticketView = ticketViewDraft.extend({ id, ownerId: id, version: z.number().int(), can: z.object({ edit: z.boolean() }) });
export type TicketView = z.infer<typeof ticketView>;
