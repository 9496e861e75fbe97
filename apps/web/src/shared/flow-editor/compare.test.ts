import { expect, it } from "vitest";
import { itemChanges, same } from "./compare.ts";

it("tells what was added, changed and removed, and looks at nothing but the named parts", () => {
  const before = [
    { id: "a", name: "A", at: 1 },
    { id: "b", name: "B", at: 1 },
    { id: "c", name: "C", at: 1 },
  ];
  const after = [
    { id: "d", name: "D", at: 1 },
    { id: "c", name: "C", at: 9 },
    { id: "b", name: "other", at: 9 },
  ];
  const changes = itemChanges(before, after, ({ id }) => id, ["name"]);
  expect(changes.map(({ kind, item }) => `${kind} ${item.id}`)).toEqual(["added d", "changed b", "removed a"]);
  expect(changes[1]).toMatchObject({ parts: ["name"] });
});

it("does not mind the order of keys", () => {
  expect(same({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
  expect(same({ a: 1 }, { a: 1, b: undefined })).toBe(false);
  expect(same([1], { 0: 1 })).toBe(false);
  expect(same(null, {})).toBe(false);
});
