import { type MyList, NEWEST_FIRST, type TicketRow, type TicketSort } from "@cloverdesk/contracts";

/** Negative when the first row comes before the second. */
export type Order = (a: TicketRow, b: TicketRow) => number;

const PRIORITIES: Record<TicketRow["priority"], number> = { low: 1, normal: 2, high: 3, urgent: 4 };
const moment = (at: string | null): number | null => (at === null ? null : Date.parse(at));
const KEYS: Record<string, (row: TicketRow) => number | null> = {
  number: (row) => row.number,
  dueAt: (row) => (row.state === "open" ? moment(row.dueAt) : null),
  priority: (row) => PRIORITIES[row.priority],
  changedAt: (row) => moment(row.changedAt),
  finishedAt: (row) => moment(row.finishedAt),
};

export const newestFirst: Order = (a, b) => b.number - a.number;

/** The order of one of my lists as the server has it. Null for fields, whose values rows need not carry. */
export function orderOf({ by, descending }: TicketSort = NEWEST_FIRST): Order | null {
  const key = KEYS[by];
  if (!key) return null;
  const way = descending ? -1 : 1;
  return (a, b) => {
    const [of, other] = [key(a), key(b)];
    if (of === null || other === null) return of === other ? way * (a.number - b.number) : of === null ? 1 : -1;
    return way * (of - other || a.number - b.number);
  };
}

/** What a column is sorted by, and which way first. Among all tickets only what the server has an index for; null where it cannot sort. */
export function sortOf(column: string, mine: boolean, indexed: (code: string) => boolean): TicketSort | null {
  const by = COLUMN_SORTS[column];
  if (by) return mine || !by.listOnly ? by.sort : null;
  if (!column.startsWith("f:") || !indexed(column.slice(2))) return null;
  return { by: column as `f:${string}`, descending: false };
}
const COLUMN_SORTS: Record<string, { sort: TicketSort; listOnly?: true }> = {
  number: { sort: NEWEST_FIRST },
  created: { sort: NEWEST_FIRST },
  due: { sort: { by: "dueAt", descending: false } },
  priority: { sort: { by: "priority", descending: true }, listOnly: true },
  changed: { sort: { by: "changedAt", descending: true }, listOnly: true },
  finished: { sort: { by: "finishedAt", descending: true }, listOnly: true },
};

/** The sort after a press on the head of a column: as the column is sorted first, then the other way, and so on. */
export const pressed = (first: TicketSort, now: TicketSort): TicketSort =>
  first.by === now.by ? { by: first.by, descending: !now.descending } : first;

/** How a list is sorted before anybody chose: where work waits, what is due first. */
export const usualSort = (list: MyList): TicketSort =>
  list === "waiting" || list === "handling" ? { by: "dueAt", descending: false } : NEWEST_FIRST;
