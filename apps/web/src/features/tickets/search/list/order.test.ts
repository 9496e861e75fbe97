import { NEWEST_FIRST, type TicketRow } from "@cloverdesk/contracts";
import { expect, it } from "vitest";
import { aRow } from "../../ticket.factory.ts";
import { orderOf, pressed, sortOf, usualSort } from "./order.ts";

const at = (hour: number): string => `2026-01-05T0${hour}:00:00.000Z`;
const rows = [
  aRow({ number: 1, dueAt: at(8), priority: "low", changedAt: at(3) }),
  aRow({ number: 2, dueAt: at(2), priority: "urgent", changedAt: at(1) }),
  aRow({ number: 3, dueAt: null, priority: "high", changedAt: at(4) }),
  aRow({ number: 4, dueAt: at(1), state: "finished", finishedAt: at(1), changedAt: at(2) }),
];

// The same tickets and orders as in the test of the server's search.
it.each([
  ["number", [1, 2, 3, 4], [4, 3, 2, 1]],
  ["dueAt", [2, 1, 3, 4], [1, 2, 4, 3]],
  ["priority", [1, 4, 3, 2], [2, 3, 4, 1]],
  ["changedAt", [2, 4, 1, 3], [3, 1, 4, 2]],
  ["finishedAt", [4, 1, 2, 3], [4, 3, 2, 1]],
] as const)("orders rows by %s as the server does", (by, up, down) => {
  const sorted = (descending: boolean) => [...rows].sort(orderOf({ by, descending })!).map((row: TicketRow) => row.number);
  expect(sorted(false)).toEqual(up);
  expect(sorted(true)).toEqual(down);
});

it("does not know the order of fields", () => {
  expect(orderOf({ by: "f:amount", descending: true })).toBeNull();
});

it("sorts one of my lists by more columns than all tickets, and by no field without an index", () => {
  const indexed = (code: string) => code === "amount";
  expect(sortOf("due", false, indexed)).toEqual({ by: "dueAt", descending: false });
  expect(sortOf("priority", true, indexed)).toEqual({ by: "priority", descending: true });
  expect(sortOf("priority", false, indexed)).toBeNull();
  expect(sortOf("f:amount", false, indexed)).toEqual({ by: "f:amount", descending: false });
  expect(sortOf("f:bank", true, indexed)).toBeNull();
  expect(sortOf("customer", true, indexed)).toBeNull();
});

it("turns the order round with each further press on a head", () => {
  const due = sortOf("due", true, () => false)!;
  const once = pressed(due, NEWEST_FIRST);
  expect(once).toEqual(due);
  expect(pressed(due, once)).toEqual({ by: "dueAt", descending: true });
  expect(pressed(due, pressed(due, once))).toEqual(due);
});

it("begins with what is due first where work waits", () => {
  expect(usualSort("waiting")).toEqual({ by: "dueAt", descending: false });
  expect(usualSort("handling")).toEqual({ by: "dueAt", descending: false });
  expect(usualSort("finished")).toEqual(NEWEST_FIRST);
});
