import { expect, it } from "vitest";
import { changesOf, rebase } from "./changes.ts";

it("sends only what was really changed, with what the page showed before", () => {
  expect(changesOf({ title: "A", note: null, tags: ["x"] }, { title: "B", note: "", tags: ["x"] })).toEqual([
    { code: "title", before: "A", after: "B" },
  ]);
});

it("empties a field with null", () => {
  expect(changesOf({ tags: ["x"] }, { tags: [] })).toEqual([{ code: "tags", before: ["x"], after: null }]);
});

it("follows what only others changed and tells what both did", () => {
  const before = { title: "A", note: "n", level: "low" };
  const mine = { title: "Mine", note: "n", level: "high" };
  expect(rebase(before, mine, { title: "Theirs", note: "theirs", level: "high" })).toEqual({
    values: { title: "Mine", note: "theirs", level: "high" },
    conflicts: { title: "Theirs" },
  });
});
