import { z } from "zod";
import { pushEvent } from "../../kernel/push.ts";
import { id } from "../../kernel/shapes.ts";
import { myList, ticketCounts, waitingCount } from "../search/shapes.ts";
import { presentPerson, ticket, ticketMark, ticketRow } from "./shapes.ts";

export const ticketPushes = {
  /** To pages that have the ticket open (`tickets.here`): the ticket as this person may see it. */
  changed: pushEvent("ticket.changed", ticket),
  /** To people a change concerns: the row, and in which of their lists but *waiting* it now is. It is no longer in the others. */
  rowChanged: pushEvent("ticket.row_changed", z.object({ row: ticketRow, lists: z.array(myList) })),
  /** To members of a group: a ticket came to wait there (`row`) or waits there no longer (null). */
  waitingChanged: pushEvent("ticket.waiting_changed", z.object({ skillGroupId: id, ticketId: id, row: ticketRow.nullable() })),
  /** To members of a group and to people who got tickets: so many came or went at once that their lists are asked for again. */
  listsChanged: pushEvent("ticket.lists_changed", z.object({ lists: z.array(myList) })),
  markChanged: pushEvent("ticket.mark_changed", z.object({ ticketId: id, mark: ticketMark.nullable() })),
  /** To each person whose lists changed, at most once a second. */
  countsChanged: pushEvent("ticket.counts_changed", ticketCounts),
  /** To members of a group, at most once a second. */
  waitingCounted: pushEvent("ticket.waiting_counted", waitingCount),
  presenceChanged: pushEvent("ticket.presence_changed", z.object({ ticketId: id, items: z.array(presentPerson) })),
} as const;
