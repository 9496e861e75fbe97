import { expect, test } from "vitest";
import { afterSaving, afterTheirs, begun, isDirty, mergeDraft } from "./draft.ts";

const base = { name: "Amount", hint: "", options: ["a"] };
const editing = (draft: typeof base) => ({ ...begun({ draft: base, version: 3 }), draft });

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

test("what was saved as it stands leaves nothing unsaved, also when the server tidied it", () => {
  const sent = { ...base, name: " Sum " };
  const saved = afterSaving(editing(sent), { draft: { ...base, name: "Sum" }, version: 4 }, sent);
  expect(saved).toEqual(begun({ draft: { ...base, name: "Sum" }, version: 4 }));
  expect(isDirty(saved)).toBe(false);
});

test("what is typed while it is being saved stays, and is not saved yet", () => {
  const sent = { ...base, name: "Sum" };
  const saved = afterSaving(editing({ ...sent, name: "Sum total", hint: "in CNY" }), { draft: sent, version: 4 }, sent);
  expect(saved.draft).toEqual({ ...base, name: "Sum total", hint: "in CNY" });
  expect(saved.base).toEqual({ draft: sent, version: 4 });
  expect(isDirty(saved)).toBe(true);
});

test("what is taken back while it is being saved is not what the server keeps", () => {
  const sent = { ...base, name: "Sum" };
  const saved = afterSaving(editing(base), { draft: sent, version: 4 }, sent);
  expect(saved.draft.name).toBe("Amount");
  expect(isDirty(saved)).toBe(true);
});

test("after somebody else saved, the draft goes on from theirs with all that I typed", () => {
  const mine = { ...base, hint: "in CNY" };
  expect(afterTheirs(editing(mine), { draft: { ...base, name: "Sum" }, version: 4 })).toEqual({
    base: { draft: { ...base, name: "Sum" }, version: 4 },
    draft: { ...base, name: "Sum", hint: "in CNY" },
    conflict: { theirs: ["name"], both: [] },
  });
});
