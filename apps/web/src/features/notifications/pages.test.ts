import type { Notification } from "@cloverdesk/contracts";
import { expect, it } from "vitest";
import { type Pages, withNews, withRead } from "./pages.ts";

const item = (id: string, readAt: string | null = null): Notification => ({
  id,
  kind: "ticket_urged",
  at: "2026-01-05T08:00:00.000Z",
  readAt,
  by: null,
  ticket: null,
  text: "",
});
const pages = (...items: Notification[]): Pages => ({ pages: [{ items, nextCursor: null, unread: 1 }], pageParams: [undefined] });

it("puts news on top, and once", () => {
  const twice = withNews(withNews(pages(item("a")), item("b"), 2), item("b"), 2);
  expect(twice.pages[0]?.items.map(({ id }) => id)).toEqual(["b", "a"]);
  expect(twice.pages[0]?.unread).toBe(2);
});

it("marks these or all as read and leaves when they were read before", () => {
  const before = pages(item("a"), item("b"), item("c", "2026-01-01T00:00:00.000Z"));
  const at = "2026-01-05T09:00:00.000Z";
  expect(withRead(before, ["a"], 1, at).pages[0]?.items.map(({ readAt }) => readAt)).toEqual([at, null, "2026-01-01T00:00:00.000Z"]);
  expect(withRead(before, null, 0, at).pages[0]?.items.map(({ readAt }) => readAt)).toEqual([at, at, "2026-01-01T00:00:00.000Z"]);
});
