import { expect, test } from "vitest";
import { shownBy, sideStep, upOrDown } from "./tree-moves.ts";

const item = (id: string, parentId: string | null, en: string, active = true) => ({
  id,
  parentId,
  name: { zh: en, en },
  active,
  version: 1,
});
const tree = [
  item("a", null, "Refund"),
  item("a1", "a", "Delivery"),
  item("a2", "a", "Amount"),
  item("b", null, "Orders"),
  item("c", null, "Old", false),
  item("c1", "c", "Below old"),
];
const of = (id: string) => tree.find((each) => each.id === id)!;

test("a search shows what it finds with the way there and all below", () => {
  expect([...shownBy(tree, [of("a2")], false)]).toEqual(["a", "a2"]);
  expect([...shownBy(tree, [of("a")], false)].sort()).toEqual(["a", "a1", "a2"]);
  expect([...shownBy(tree, tree, false)]).not.toContain("c1");
  expect([...shownBy(tree, tree, true)]).toHaveLength(6);
});

test("up and down stay among siblings", () => {
  expect(upOrDown(tree, of("a2"), -1)).toEqual({ parentId: "a", beforeId: "a1" });
  expect(upOrDown(tree, of("a1"), 1)).toEqual({ parentId: "a", beforeId: null });
  expect(upOrDown(tree, of("b"), 1)).toEqual({ parentId: null, beforeId: null });
  expect(upOrDown(tree, of("a1"), -1)).toBeNull();
});

test("right goes below the one before, left behind the parent", () => {
  expect(sideStep(tree, of("b"), 1)).toEqual({ parentId: "a", beforeId: null });
  expect(sideStep(tree, of("a"), 1)).toBeNull();
  expect(sideStep(tree, of("a2"), -1)).toEqual({ parentId: null, beforeId: "b" });
  expect(sideStep(tree, of("b"), -1)).toBeNull();
});
