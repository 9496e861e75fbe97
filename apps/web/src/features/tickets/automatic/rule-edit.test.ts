import type { RuleDraft, TicketFilter } from "@cloverdesk/contracts";
import { describe, expect, it } from "vitest";
import { draftOf, editOf, missingIn, NEW_RULE, newStep, newTrigger } from "./rule-edit.ts";

const draft = (conditions: TicketFilter): RuleDraft => ({
  name: "规则",
  trigger: { on: "imported" },
  by: [],
  conditions,
  steps: [{ do: "urge", note: "" }],
  stop: false,
});
const open: TicketFilter = { field: "state", op: "any_of", values: ["open"] };

describe("a rule as it is edited", () => {
  it.each<[string, TicketFilter]>([
    ["no condition", { all: [] }],
    ["one", open],
    ["several", { any: [open, { field: "handler", op: "empty", values: [] }] }],
    ["deeper than what can be built", { not: { all: [open] } }],
  ])("is saved as it was read, with %s", (_what, conditions) => {
    const given = draft(conditions);
    const saved = draftOf(editOf({ draft: given }), []);
    expect(saved).toEqual(given);
    // What was saved is not taken for an unsaved change.
    expect(editOf({ draft: saved })).toEqual(editOf({ draft: given }));
  });

  it("is not finished while a condition has no value, a step has no target, or there is none", () => {
    expect(missingIn(NEW_RULE)).toEqual(["name", "steps"]);
    const begun = { ...editOf({ draft: draft(open) }), steps: [newStep("assign"), newStep("set"), newStep("move"), newStep("comment")] };
    const unfinished = {
      ...begun,
      built: { join: "all" as const, groups: [{ join: "all" as const, conditions: [{ ...open, values: [] }] }] },
    };
    expect(missingIn(begun)).toEqual(["steps.0", "steps.2", "steps.3"]);
    expect(missingIn(unfinished)).toContain("built");
    expect(missingIn({ ...begun, steps: [newStep("urge")], trigger: { ...newTrigger("called"), results: [] } as never })).toEqual([
      "trigger",
    ]);
  });
});
