import { describe, expect, it, test } from "vitest";
import {
  arrived,
  type Base,
  begun,
  copyOf,
  type Draft,
  decided,
  decidedField,
  failed,
  isDirty,
  isToSend,
  kept,
  overtaken,
  type Policy,
  resumed,
  sending,
  typed,
} from "./draft.ts";
import { mergeFields, sameJson } from "./merge.ts";

type Text = { issue: string; solution: string };
const text = (issue: string, solution = ""): Text => ({ issue, solution });
const base = (version: number, value: Text): Base<Text> => ({ version, value });
const theirs: Policy<Text> = { same: sameJson, onConflict: "show-theirs" };
const mine: Policy<Text> = { same: sameJson, onConflict: "show-mine" };
const merging: Policy<Text> = { same: sameJson, onConflict: { merge: mergeFields } };
const typing = (value: Text, policy = theirs, from = base(1, text(""))): Draft<Text> => typed(begun(from), value, policy);

describe.each([
  ["theirs shown", theirs],
  ["mine shown", mine],
  ["fields merged", merging],
])("a draft, in a conflict %s", (_, policy) => {
  it("stays dirty when something was typed while the save was on its way", () => {
    const sent = sending(typing(text("late"), policy));
    const draft = kept(typed(sent, text("late parcel"), policy), base(2, text("late")), policy, 5);
    expect(draft).toMatchObject({ value: text("late parcel"), base: { version: 2 }, sent: null, keptAt: 5 });
    expect(isToSend(draft, policy)).toBe(true);
  });

  it("is clean once what is on the screen has arrived", () => {
    const draft = kept(sending(typing(text("late"), policy)), base(2, text("late")), policy, 5);
    expect(draft).toMatchObject({ base: { version: 2 }, keptAt: 5, failed: false });
    expect(isDirty(draft, policy)).toBe(false);
  });

  it("stays unsaved when what was sent is taken back while it is on its way", () => {
    const back = typed(sending(typing(text("late"), policy)), text(""), policy);
    const draft = kept(back, base(2, text("late")), policy);
    expect(draft.value.issue).toBe("");
    expect(isDirty(draft, policy)).toBe(true);
  });

  it("is sent once at a time, and again after a failure", () => {
    const sent = sending(typing(text("late"), policy));
    expect(isToSend(sent, policy)).toBe(false);
    expect(isToSend(failed(sent, true), policy)).toBe(true);
    expect(failed(sent, true)).toMatchObject({ value: text("late"), failed: true });
  });

  it("ignores the echo of its own save and follows another's while nothing is typed", () => {
    const sent = sending(typing(text("mine"), policy));
    expect(arrived(sent, base(2, text("mine")), policy)).toBe(sent);
    expect(arrived(begun<Text, Base<Text>>(base(1, text(""))), base(2, text("theirs")), policy).value.issue).toBe("theirs");
  });

  it("takes a save whose answer was lost for its own", () => {
    const lost = failed(sending(typing(text("late"), policy)), false);
    const draft = overtaken(typed(lost, text("late", "sent again"), policy), base(2, text("late")), policy);
    expect(draft).toMatchObject({ value: text("late", "sent again"), base: { version: 2 }, conflict: null, failed: false });
    expect(isToSend(draft, policy)).toBe(true);
  });

  it("is no conflict when both wrote the same", () => {
    expect(overtaken(typing(text("same"), policy), base(2, text("same")), policy).conflict).toBeNull();
  });

  it("loses no text to a conflict, whatever is decided or typed afterwards", () => {
    const met = overtaken(typing(text("mine"), policy), base(4, text("theirs")), policy);
    const shown = policy.onConflict === "show-theirs" ? "theirs" : "mine";
    expect(met.value.issue).toBe(shown);
    const chosen = typeof policy.onConflict === "string" ? decided(met, "mine") : decidedField(met, "issue", "mine");
    expect(chosen).toMatchObject({ value: text("mine"), base: { version: 4 } });
    expect(isToSend(chosen, policy)).toBe(true);
    const given = typeof policy.onConflict === "string" ? decided(met, "theirs") : decidedField(met, "issue", "theirs");
    expect(given.value).toEqual(text("theirs"));
    expect(copyOf(given, policy)).toBeNull();
  });

  it("brings back what did not reach the server before a reload", () => {
    const copy = copyOf(typing(text("typed offline"), policy, base(3, text(""))), policy);
    const again = resumed(base(3, text("")), copy, policy);
    expect(again).toMatchObject({ value: text("typed offline"), conflict: null });
    expect(isToSend(again, policy)).toBe(true);
    const met = resumed(base(4, text("newer")), copy, policy);
    expect(JSON.stringify(met)).toContain("typed offline");
    expect(met.conflict).not.toBeNull();
  });

  it("knows after a reload a save whose answer was lost", () => {
    const lost = failed(sending(typing(text("late"), policy)), false);
    const copy = copyOf(typed(lost, text("late parcel"), policy), policy);
    expect(resumed(base(2, text("late")), copy, policy)).toMatchObject({ value: text("late parcel"), conflict: null });
  });
});

describe("theirs shown", () => {
  it("asks again after a reload what was not decided, and forgets mine once theirs was chosen", () => {
    const met = overtaken(typing(text("mine")), base(4, text("theirs")), theirs);
    expect(isDirty(met, theirs)).toBe(false);
    expect(resumed(base(4, text("theirs")), copyOf(met, theirs), theirs)).toMatchObject({
      value: text("theirs"),
      conflict: { kind: "theirs-shown", mine: text("mine") },
    });
    expect(copyOf(decided(met, "mine"), theirs)).toMatchObject({ version: 4, value: text("mine") });
  });

  it("keeps mine on offer while theirs goes on changing", () => {
    const met = overtaken(typing(text("mine")), base(4, text("theirs")), theirs);
    expect(arrived(met, base(5, text("theirs again")), theirs)).toMatchObject({
      value: text("theirs again"),
      conflict: { mine: text("mine") },
    });
  });

  it("never loses text to a fetch", () => {
    const draft = typing(text("mine"));
    expect(arrived(draft, base(2, text("fetched")), theirs)).toBe(draft);
  });
});

it("saves nothing over a conflict in which mine is shown until it is decided", () => {
  const met = overtaken(typing(text("mine"), mine), base(4, text("theirs")), mine);
  expect(isToSend(typed(met, text("mine and more"), mine), mine)).toBe(false);
});

describe("fields merged", () => {
  const before = text("Amount");

  test("what was saved as it stands leaves nothing unsaved, also when the server tidied it", () => {
    const saved = kept(sending(typing(text(" Sum "), merging, base(3, before))), base(4, text("Sum")), merging);
    expect(saved).toEqual(begun(base(4, text("Sum"))));
  });

  test("after somebody else saved, the draft goes on from theirs with all that I typed", () => {
    const met = overtaken(typing(text("Amount", "in CNY"), merging, base(3, before)), base(4, text("Sum")), merging);
    expect(met).toMatchObject({
      base: { version: 4 },
      value: text("Sum", "in CNY"),
      conflict: { kind: "merged", theirs: ["issue"], both: {} },
    });
    expect(isDirty(met, merging)).toBe(true);
  });

  test("a conflict that was saved over is settled, one that was not sent stays open", () => {
    const met = overtaken(typing(text("mine", "mine too"), merging, base(3, before)), base(4, text("theirs", "theirs too")), merging);
    expect(kept(met, base(5, text("mine", "mine too")), merging).conflict).toBeNull();
    const part = kept(met, base(5, text("mine", "theirs too")), merging, null, text("mine", "theirs too"));
    expect(part).toMatchObject({ value: text("mine", "mine too"), conflict: { both: { solution: "theirs too" } } });
  });
});
