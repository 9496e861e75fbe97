import { expect, it } from "vitest";
import { decidedField } from "../../../shared/versioned/index.ts";
import { afterSaving, broughtUp, conflictsOf, editOf, isChanged, sentOf, withValue } from "./edit.ts";

const begun = editOf(1, { title: "A", level: "low", note: null });
const mine = withValue(withValue(begun, "title", "Mine"), "note", "");

it("sends only what was changed, with what the page showed of it", () => {
  expect(sentOf(mine)).toEqual({ values: { title: "Mine" }, seen: { title: "A" } });
  expect(isChanged(mine)).toBe(true);
  expect(isChanged(withValue(mine, "title", "A"))).toBe(false);
});

it("follows a newer ticket and keeps a conflict until it is decided", () => {
  const newer = broughtUp(mine, 2, { title: "Theirs", level: "high", note: null });
  expect(newer).toMatchObject({ base: { version: 2 }, value: { title: "Mine", level: "high" } });
  expect(conflictsOf(newer)).toEqual({ title: "Theirs" });
  const third = broughtUp(newer, 3, { title: "Theirs", level: "high", note: "n" });
  expect(conflictsOf(third)).toEqual({ title: "Theirs" });
  const settled = decidedField(newer, "title", "mine");
  expect(conflictsOf(broughtUp(settled, 3, { title: "Theirs", level: "low", note: null })), "decided once").toEqual({});
  expect(sentOf(decidedField(newer, "title", "mine"))).toEqual({ values: { title: "Mine" }, seen: { title: "Theirs" } });
  expect(isChanged(decidedField(newer, "title", "theirs"))).toBe(false);
});

it("is done with what was saved, however the server writes it, and keeps what was typed meanwhile", () => {
  const typed = withValue(withValue(begun, "title", " Mine "), "level", "high");
  const now = { title: "Mine", level: "low", note: null };
  expect(afterSaving(typed, { title: " Mine " }, 2, now)).toMatchObject({
    base: { version: 2, value: now },
    value: { ...now, level: "high" },
    conflict: null,
  });
  const pushedBefore = broughtUp(typed, 2, now);
  expect(conflictsOf(pushedBefore)).toEqual({ title: "Mine" });
  expect(isChanged(afterSaving(pushedBefore, { title: " Mine ", level: "high" }, 2, now))).toBe(false);
});
