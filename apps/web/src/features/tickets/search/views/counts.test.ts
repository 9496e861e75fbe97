import type { TicketCounts } from "@cloverdesk/contracts";
import { expect, it } from "vitest";
import { totalOf, withGroup } from "./counts.ts";

it("sums what waits over all my groups and says when there is more than was counted", () => {
  const waiting = [
    { skillGroupId: "a", name: { zh: "甲", en: "A" }, count: 1000, more: true },
    { skillGroupId: "b", name: { zh: "乙", en: "B" }, count: 2, more: false },
  ];
  const counts = { waiting, handling: { count: 3, more: false } } as TicketCounts;
  expect(totalOf(counts, "waiting")).toEqual({ count: 1002, more: true });
  expect(totalOf(counts, "handling")).toEqual({ count: 3, more: false });
});

it("takes a group's new count, and none of a group that is not mine", () => {
  const counts = { waiting: [{ skillGroupId: "a", name: { zh: "甲", en: "A" }, count: 1, more: false }] } as TicketCounts;
  const group = { skillGroupId: "a", name: { zh: "甲", en: "A" }, count: 5, more: false };
  expect(withGroup(counts, group).waiting).toEqual([group]);
  expect(withGroup(counts, { ...group, skillGroupId: "b" })).toEqual(counts);
});
