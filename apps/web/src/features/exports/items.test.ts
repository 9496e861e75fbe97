import type { ExportItem } from "@cloverdesk/contracts";
import { expect, it } from "vitest";
import { isUnderWay, withItem } from "./items.ts";

const item = (id: string, minute: number, more: Partial<ExportItem> = {}): ExportItem => ({
  id,
  version: 1,
  kind: "tickets",
  title: id,
  state: "running",
  rows: 0,
  total: 10,
  bytes: null,
  fileName: `${id}.xlsx`,
  askedAt: `2026-01-05T08:0${minute}:00.000Z`,
  finishedAt: null,
  expiresAt: "2026-01-12T08:00:00.000Z",
  failure: null,
  can: { cancel: true, retry: false, download: false },
  ...more,
});

it("keeps exports newest first, each once, as they last were", () => {
  const items = [item("b", 2), item("a", 1, { version: 3 })];
  expect(withItem(items, item("c", 3)).map(({ id }) => id)).toEqual(["c", "b", "a"]);
  expect(withItem(items, item("a", 1, { version: 4, rows: 5 })).map(({ id, rows }) => [id, rows])).toEqual([
    ["b", 0],
    ["a", 5],
  ]);
  expect(withItem(items, item("a", 1, { version: 2, rows: 9 }))).toEqual(items);
});

it("knows what is under way", () => {
  expect((["waiting", "running", "done", "failed", "cancelled"] as const).filter((state) => isUnderWay({ state }))).toEqual([
    "waiting",
    "running",
  ]);
});
