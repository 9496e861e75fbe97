import { expect, it } from "vitest";
import { changesOf } from "./changes.ts";

it("sends only what was really changed, with what the page showed before", () => {
  expect(changesOf({ title: "A", note: null, tags: ["x"] }, { title: "B", note: "", tags: ["x"] })).toEqual([
    { code: "title", before: "A", after: "B" },
  ]);
});

it("empties a field with null", () => {
  expect(changesOf({ tags: ["x"] }, { tags: [] })).toEqual([{ code: "tags", before: ["x"], after: null }]);
});
