import { expect, test } from "vitest";
import { mergeFields } from "./merge.ts";

const base = { name: "Amount", hint: "", options: ["a"] };

test("what only they changed follows them, what only I changed stays mine", () => {
  expect(mergeFields(base, { ...base, hint: "in CNY" }, { ...base, name: "Sum" })).toEqual({
    value: { name: "Sum", hint: "in CNY", options: ["a"] },
    theirs: ["name"],
    both: {},
  });
});

test("what both changed stays mine and is told with their value", () => {
  const merged = mergeFields(base, { ...base, options: ["a", "b"] }, { ...base, options: ["c"] });
  expect(merged).toEqual({ value: { ...base, options: ["a", "b"] }, theirs: [], both: { options: ["c"] } });
});

test("what both changed alike is no conflict", () => {
  expect(mergeFields(base, { ...base, name: "Sum" }, { ...base, name: "Sum" })).toMatchObject({ theirs: [], both: {} });
});

test("a field that one side does not have is empty there", () => {
  const before: Record<string, string | null> = { title: "A", note: "n" };
  expect(mergeFields(before, { ...before, level: "high" }, { title: "A" })).toEqual({
    value: { title: "A", note: null, level: "high" },
    theirs: ["note"],
    both: {},
  });
});
