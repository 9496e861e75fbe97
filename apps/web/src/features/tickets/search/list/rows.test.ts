import type { TicketListItem } from "@cloverdesk/contracts";
import { expect, it } from "vitest";
import { aRow } from "../../ticket.factory.ts";
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
  expect(numbers(placed(before, { mine: "handling" }, row(2), ["transferred"]))).toEqual([[]]);
  expect(numbers(placed(before, { mine: "transferred" }, row(2), ["transferred"]))).toEqual([[2]]);
  expect(numbers(placed(before, { search: {} }, row(2), ["transferred"]))).toEqual([[2]]);
  expect(numbers(placed(pages([]), { search: {} }, row(2), ["transferred"]))).toEqual([[]]);
});
