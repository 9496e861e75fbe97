import { expect, test } from "vitest";
import { mergeDraft } from "./draft.ts";

const base = { name: "Amount", hint: "", options: ["a"] };

test("what only they changed follows them, what only I changed stays mine", () => {
  expect(mergeDraft(base, { ...base, hint: "in CNY" }, { ...base, name: "Sum" })).toEqual({
    draft: { name: "Sum", hint: "in CNY", options: ["a"] },
    theirs: ["name"],
    both: [],
  });
});

test("what both changed stays mine and is told", () => {
  const merged = mergeDraft(base, { ...base, options: ["a", "b"] }, { ...base, options: ["c"] });
  expect(merged).toMatchObject({ draft: { options: ["a", "b"] }, both: ["options"] });
});

test("what both changed alike is no conflict", () => {
  expect(mergeDraft(base, { ...base, name: "Sum" }, { ...base, name: "Sum" })).toMatchObject({ theirs: [], both: [] });
});
