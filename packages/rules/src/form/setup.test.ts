import { type FormField, fieldDraft, formField, type TicketField, ticketField } from "@cloverdesk/contracts";
import { describe, expect, it } from "vitest";
import { fieldFaults, lostOptions, tidyField } from "./field.ts";
import { templateFaults } from "./template.ts";

const name = { zh: "字段", en: "Field" };
const option = (code: string, more: object = {}) => ({ code, name, active: true, ...more });
const draft = (more: object) => fieldDraft.parse({ kind: "text", name, ...more });

describe("a field's setup", () => {
  it("is right when code, names, options and limits are", () => {
    expect(fieldFaults("reason", draft({ kind: "select", options: [option("a"), option("b")] }))).toEqual({});
    expect(fieldFaults("note", draft({ limits: { minLength: 2, maxLength: 2 } }))).toEqual({});
  });

  it("tells each input that is wrong", () => {
    expect(fieldFaults("", draft({ name: { zh: "名", en: " " } }))).toEqual({ code: "required", name: "required" });
    expect(fieldFaults("Order no", draft({ limits: { min: 5, max: 4 } }))).toEqual({ code: "bad_code", limits: "min_over_max" });
    expect(fieldFaults("category", draft({}))).toEqual({ code: "reserved_code" });
    expect(fieldFaults("born", draft({ kind: "date", limits: { from: "2024-02-01", to: "2024-01-01" } }))).toEqual({
      limits: "min_over_max",
    });
  });

  it("tells options that are twice, have no name, or none that can be chosen", () => {
    const cascade = draft({ kind: "cascade", options: [option("bj", { children: [option("x"), option("x")] })] });
    expect(fieldFaults("area", cascade)).toEqual({ "options.bj.x": "option_twice" });
    expect(fieldFaults("area", draft({ kind: "select", options: [option("a", { active: false })] }))).toEqual({ options: "no_options" });
    expect(fieldFaults("area", draft({ kind: "select", options: [option("a", { name: { zh: "", en: "A" } })] }))).toEqual({
      "options.a": "required",
    });
  });

  it("keeps only what its kind knows", () => {
    const options = [option("a", { children: [option("b")] })];
    expect(tidyField(draft({ limits: { maxLength: 5, currency: "CNY" }, options }))).toMatchObject({
      limits: { maxLength: 5 },
      options: [],
    });
    expect(tidyField(draft({ kind: "select", options })).options).toEqual([option("a")]);
    expect(tidyField(draft({ kind: "cascade", options })).options).toEqual(options);
  });

  it("tells which options are gone, by their path", () => {
    const before = [option("bj", { children: [option("x"), option("y")] }), option("sh")];
    expect(lostOptions(before, [option("bj", { children: [option("y")] })])).toEqual([["bj", "x"], ["sh"]]);
    expect(lostOptions(before, [...before, option("gz")])).toEqual([]);
  });
});

describe("a template's setup", () => {
  const field = (code: string, kind: TicketField["kind"], more: Partial<TicketField> = {}): [string, TicketField] => [
    code,
    ticketField.parse({ code, kind, origin: "custom", name, active: true, version: 1, indexReady: false, ...more }),
  ];
  const fields = new Map([
    field("reason", "select", { options: [option("a"), option("old", { active: false })] }),
    field("amount", "money"),
    field("gone", "text", { active: false }),
    field("urgent", "switch"),
  ]);
  const place = (code: string, more: object = {}): FormField => formField.parse({ code, ...more });
  const when = (code: string, is: string, ...values: string[]) => ({ visibleWhen: [{ code, is, values }] });

  it("is right when fields exist and conditions can be answered", () => {
    const form = [place("reason", { default: "a" }), place("amount", when("reason", "any_of", "a", "old")), place("urgent")];
    expect(templateFaults(form, fields)).toEqual({});
  });

  it("keeps a retired field that it had, and takes no other", () => {
    expect(templateFaults([place("gone")], fields)).toEqual({ gone: "retired_field" });
    expect(templateFaults([place("gone")], fields, new Set(["gone"]))).toEqual({});
    expect(templateFaults([place("stranger")], fields)).toEqual({ stranger: "unknown_field" });
  });

  it.each<[string, FormField[], object]>([
    ["a default of another kind", [place("amount", { default: "much" })], { amount: "bad_default" }],
    ["a retired option as default", [place("reason", { default: "old" })], { reason: "bad_default" }],
    ["a condition on a field that is elsewhere", [place("amount", when("reason", "filled"))], { amount: "condition_unknown" }],
    ["a condition on itself", [place("amount", when("amount", "filled"))], { amount: "condition_itself" }],
    ["a condition without a value", [place("reason"), place("amount", when("reason", "any_of"))], { amount: "condition_no_value" }],
    ["an option that does not exist", [place("reason"), place("amount", when("reason", "any_of", "z"))], { amount: "condition_option" }],
    [
      "a switch that is neither on nor off",
      [place("urgent"), place("amount", when("urgent", "any_of", "yes"))],
      { amount: "condition_option" },
    ],
    [
      "conditions in a circle",
      [place("amount", when("urgent", "filled")), place("urgent", when("amount", "filled"))],
      { amount: "condition_circle", urgent: "condition_circle" },
    ],
  ])("tells %s", (_what, form, faults) => {
    expect(templateFaults(form, fields)).toEqual(faults);
  });
});
