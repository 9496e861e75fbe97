import type { FieldValue, FieldValues, TicketChange } from "@cloverdesk/contracts";
import type { SqlReader } from "../../../platform/db/client.ts";
import type { FilteredTicket } from "../search/filter-holds.ts";
import { findTickets, readFieldsOf, type TicketRecord } from "../work/ticket.repo.ts";
import { changesAfter } from "./changes.repo.ts";

/** A ticket right after one of its events. */
export interface Point {
  ticketId: string;
  seq: bigint;
  at: Date;
}
export type TicketThen = FilteredTicket & { ticket: TicketRecord };

/** Where values of changes stand in the ticket's row; all others are values of its form. */
const COLUMNS: Readonly<Record<string, keyof TicketRecord>> = {
  state: "state",
  node: "node",
  group: "groupId",
  handler: "handlerId",
  parent: "parentId",
  merged_into: "mergedIntoId",
  category: "categoryId",
  customer: "customerId",
  flow_version: "flowVersion",
  title: "title",
  priority: "priority",
  phone: "phone",
};

/**
 * Tickets as they stood right after these events: what changed since is undone, from the values before that each event tells. Null for tickets that are gone.
 * Times of the flow are those of now, since no event tells them.
 */
export async function ticketsAsOf(reader: SqlReader, points: readonly Point[]): Promise<(TicketThen | null)[]> {
  const ids = [...new Set(points.map(({ ticketId }) => ticketId))];
  const first = points.reduce<bigint | null>((least, { seq }) => (least === null || seq < least ? seq : least), null);
  if (first === null) return [];
  const [tickets, fields, later] = await Promise.all([
    findTickets(reader, ids),
    readFieldsOf(reader, ids),
    changesAfter(reader, ids, first),
  ]);
  const now = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  return points.map(({ ticketId, seq, at }) => {
    const ticket = now.get(ticketId);
    if (!ticket) return null;
    const undone = later.filter((each) => each.ticketId === ticketId && each.seq > seq).flatMap(({ changes }) => [...changes].reverse());
    return undoing({ ticket: { ...ticket, changedAt: at }, fields: fields.get(ticketId) ?? {} }, undone);
  });
}

function undoing({ ticket, fields }: TicketThen, changes: TicketChange[]): TicketThen {
  const columns: Record<string, FieldValue> = {};
  const values: FieldValues = { ...fields };
  for (const { code, before } of changes) {
    const column = COLUMNS[code];
    if (column) columns[column] = before;
    else if (before === null) delete values[code];
    else values[code] = before;
  }
  return { ticket: { ...ticket, ...columns, ...(columns.state === "open" && { finishedAt: null }) } as TicketRecord, fields: values };
}
