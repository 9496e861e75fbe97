import type { TicketListItem } from "@cloverdesk/contracts";
import { expect, it } from "vitest";
import { aRow } from "../../ticket.factory.ts";
import type { ListSource, Search } from "../queries.ts";
import { type Pages, placed, withNewRow, withRow } from "./rows.ts";

const pages = (...items: TicketListItem[][]): Pages => ({
  pages: items.map((each, i) => ({ items: each, nextCursor: i === items.length - 1 ? null : String(i) })),
  pageParams: items.map(() => undefined),
});
const numbers = (of: Pages) => of.pages.map((page) => page.items.map((row) => row.number));
const row = (number: number, more: Partial<TicketListItem> = {}) => aRow({ id: `t${number}`, number, ...more });

it("shows a row's newer facts and keeps what a push does not know", () => {
  const mark = { flag: "red" as const, remindAt: null, remindText: "" };
  const before = pages([row(1, { version: 3, mark })]);
  const { mark: _, ...pushed } = row(1, { version: 4, title: "New" });
  expect(withRow(before, pushed).pages[0]?.items[0]).toMatchObject({ title: "New", mark });
});

it("leaves a row as it is when what comes is older", () => {
  const before = pages([row(1, { version: 3, title: "Newer" })]);
  expect(withRow(before, row(1, { version: 2, title: "Older" })).pages[0]?.items[0]?.title).toBe("Newer");
});

it("puts a row that came where its number belongs", () => {
  expect(numbers(withNewRow(pages([row(9), row(7)], [row(5), row(3)]), row(8)))).toEqual([
    [9, 8, 7],
    [5, 3],
  ]);
  expect(numbers(withNewRow(pages([row(9), row(7)], [row(5), row(3)]), row(1)))).toEqual([
    [9, 7],
    [5, 3, 1],
  ]);
});

it("does not show a row twice", () => {
  expect(numbers(withNewRow(pages([row(9)]), row(9)))).toEqual([[9]]);
});

it("takes a row out of the lists it is no longer in, and only refreshes it in a search", () => {
  const before = pages([row(2)]);
  const seen = (source: ListSource, of = before) => {
    const next = placed(of, source, row(2), ["transferred"]);
    return next && numbers(next);
  };
  expect(seen({ mine: "handling", search: {} })).toEqual([[]]);
  expect(seen({ mine: "transferred", search: {} })).toEqual([[2]]);
  expect(seen({ search: {} })).toEqual([[2]]);
  expect(seen({ search: {} }, pages([]))).toEqual([[]]);
});

it("puts a row that came where the order of the list has it, and asks the server where only that knows", () => {
  const due = (number: number, hour: number) => row(number, { dueAt: `2026-01-05T0${hour}:00:00.000Z` });
  const before = pages([due(4, 1), due(9, 5), row(1)]);
  const first = { by: "dueAt", descending: false } as const;
  const seen = (search: Search, came = due(2, 3)) => {
    const next = placed(before, { mine: "handling", search }, came, ["handling"]);
    return next && numbers(next);
  };
  expect(seen({ sort: first })).toEqual([[4, 2, 9, 1]]);
  expect(seen({ sort: { by: "f:amount", descending: false } })).toBeNull();
  expect(seen({ filter: { field: "state", op: "any_of", values: ["open"] } })).toBeNull();
  // Of a row that is shown only the facts are new.
  expect(seen({ sort: { by: "f:amount", descending: false } }, due(9, 1))).toEqual([[4, 9, 1]]);
});
