import { type FieldValue, type FormField, formField, type TicketField, ticketField } from "@cloverdesk/contracts";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../test/seeded-random.ts";
import { checkForm, livingDefaults, visibleFields, withDefaults } from "./form.ts";
import { checkValue } from "./value.ts";

const name = { zh: "字段", en: "Field" };
function field(code: string, kind: TicketField["kind"], more: Partial<TicketField> = {}): TicketField {
  return ticketField.parse({
    code: code.padEnd(2, "_"),
    kind,
    origin: "custom",
    name,
    active: true,
    version: 1,
    indexReady: false,
    ...more,
  });
}
const option = (code: string, active = true) => ({ code, name, active });
const place = (code: string, more: object = {}): FormField => formField.parse({ code, ...more });

describe("a value", () => {
  const choices = { options: [option("a"), option("b"), option("old", false)] };
  const regions = { options: [{ ...option("bj"), children: [option("chaoyang"), option("haidian")] }, option("none")] };
  it.each<[TicketField, FieldValue, FieldValue | { fault: string }]>([
    [field("t", "text"), "  你好 ", "你好"],
    [field("t", "text", { limits: { maxLength: 2 } }), "你好吗", { fault: "too_long" }],
    [field("t", "text"), 5, { fault: "wrong_kind" }],
    [field("t", "text"), "   ", null],
    [field("n", "number", { limits: { min: 0, max: 10 } }), "7", 7],
    [field("n", "number", { limits: { min: 0, max: 10 } }), 11, { fault: "too_large" }],
    [field("n", "number", { limits: { decimals: 0 } }), 1.5, { fault: "too_precise" }],
    [field("n", "number"), "1e999", { fault: "wrong_kind" }],
    [field("m", "money"), 12.5, "12.50"],
    [field("m", "money"), "12.505", { fault: "too_precise" }],
    [field("d", "date"), "2024-02-29", "2024-02-29"],
    [field("d", "date"), "2023-02-29", { fault: "wrong_kind" }],
    [field("d", "date", { limits: { from: "2024-03-01" } }), "2024-02-29", { fault: "too_early" }],
    [field("s", "select", choices), "a", "a"],
    [field("s", "select", choices), "old", { fault: "unknown_option" }],
    [field("s", "multi_select", choices), ["a", "b", "a"], ["a", "b"]],
    [field("s", "multi_select", choices), ["a", "c"], { fault: "unknown_option" }],
    [field("c", "cascade", regions), ["bj", "haidian"], ["bj", "haidian"]],
    [field("c", "cascade", regions), ["bj"], { fault: "unknown_option" }],
    [field("c", "cascade", regions), ["none"], ["none"]],
    [field("p", "phone"), "138 0013-8000", "+8613800138000"],
    [field("p", "phone"), "12", { fault: "not_a_phone" }],
    [field("e", "email"), "Wang@Example.test", "wang@example.test"],
    [field("e", "email"), "wang@", { fault: "not_an_email" }],
    [field("t", "text"), "\u200b\u3164 \u00ad", null],
    [field("t", "text", { limits: { minLength: 1 } }), "\ufeff", null],
    [field("a", "address"), "\u2800\u200e", null],
    [field("n", "number"), "0x1F", { fault: "wrong_kind" }],
    [field("n", "number"), "0b11", { fault: "wrong_kind" }],
    [field("n", "number"), "1e3", { fault: "wrong_kind" }],
    [field("n", "number"), "Infinity", { fault: "wrong_kind" }],
    [field("n", "number"), "１２．５", 12.5],
    [field("n", "number"), "\u200b-7 ", -7],
    [field("n", "number"), "+.5", 0.5],
    [field("m", "money"), "0x1F", { fault: "wrong_kind" }],
    [field("d", "date"), "0000-01-01", { fault: "wrong_kind" }],
    [field("p", "phone"), "010-55550100 转 8001", "+861055550100;ext=8001"],
    [field("p", "phone"), "电话：（010）5555–0100", "+861055550100"],
    [field("e", "email"), "<a@b.com>", { fault: "not_an_email" }],
    [field("e", "email"), "Wang <a@b.com>", { fault: "not_an_email" }],
    [field("e", "email"), '"a"@b.com', { fault: "not_an_email" }],
    [field("e", "email"), "a@b.com;c@d.com", { fault: "not_an_email" }],
    [field("e", "email"), "a@b..com", { fault: "not_an_email" }],
    [field("e", "email"), "ａ＠Ｂ．com\u200b", "a@b.com"],
    [field("e", "email"), "王@例子.中国", "王@例子.中国"],
    [field("b", "switch"), false, false],
    [field("b", "switch"), "yes", { fault: "wrong_kind" }],
  ])("%#", (of, given, expected) => {
    const checked = checkValue(of, given);
    if (expected !== null && typeof expected === "object" && "fault" in expected) expect(checked).toMatchObject({ ok: false, ...expected });
    else expect(checked).toEqual({ ok: true, value: expected });
  });

  it("in its stored form stays as it is", () => {
    for (const [of, value] of [
      [field("m", "money"), "12.50"],
      [field("p", "phone"), "+8613800138000"],
      [field("s", "multi_select", choices), ["b"]],
    ] as const)
      expect(checkValue(of, value as FieldValue)).toEqual({ ok: true, value });
  });
});

describe("a form", () => {
  const fields = new Map(
    [field("kind", "select", { options: [option("refund"), option("other")] }), field("amount", "money"), field("bank", "text")].map(
      (f) => [f.code, f],
    ),
  );
  const form = [
    place("kind", { required: true, default: "other" }),
    place("amount", { required: true, visibleWhen: [{ code: "kind", is: "any_of", values: ["refund"] }] }),
    place("bank", { visibleWhen: [{ code: "amount", is: "filled" }] }),
  ];

  it("asks only for what is shown, and drops what is hidden", () => {
    expect(checkForm(form, fields, { kind: "other", amount: "5", bank: "x" })).toEqual({ ok: true, values: { kind: "other" } });
    expect(checkForm(form, fields, { kind: "refund" })).toEqual({ ok: false, faults: { amount: "required" } });
    expect(checkForm(form, fields, { kind: "refund", amount: "5", bank: " x " })).toEqual({
      ok: true,
      values: { kind: "refund", amount: "5.00", bank: "x" },
    });
  });

  it("tells every field that is wrong, also those it does not have", () => {
    expect(checkForm(form, fields, { kind: "nothing", stranger: "x" })).toEqual({
      ok: false,
      faults: { kind: "unknown_option", stranger: "unknown_field" },
    });
  });

  it("fills in defaults, but not where somebody emptied the field", () => {
    expect(withDefaults(form, {})).toEqual({ kind: "other" });
    expect(withDefaults(form, { kind: null })).toEqual({ kind: null });
  });

  it("fills in no default that its field no longer takes", () => {
    const library = new Map([
      ["kind", field("kind", "select", { options: [option("old", false), option("new")] })],
      ["amount", field("amount", "number", { limits: { max: 10 } })],
      ["tags", field("tags", "multi_select", { options: [option("a")] })],
    ]);
    const dead = [
      place("kind", { default: "old" }),
      place("amount", { default: 11 }),
      place("tags", { default: ["a"] }),
      place("gone", { default: "x" }),
    ];
    expect(withDefaults(livingDefaults(dead, library), {})).toEqual({ tags: ["a"], gone: "x" });
  });

  it("asks for more where a node does", () => {
    expect(checkForm([place("bank")], fields, {}, { required: ["bank"] })).toEqual({ ok: false, faults: { bank: "required" } });
  });

  it("finds no fault with what it does not show", () => {
    expect(checkForm(form, fields, { kind: "other", amount: "a lot", bank: "x" })).toEqual({ ok: true, values: { kind: "other" } });
  });

  it("leaves what is wrong and not touched as it is, with all that hangs on it", () => {
    const retired = new Map([...fields, ["kind", field("kind", "select", { options: [option("refund", false), option("other")] })]]);
    const stored = { kind: "refund", amount: "5.00", bank: "x" };
    const touched = new Set(["bank"]);
    expect(checkForm(form, retired, { ...stored, bank: " y " }, { touched })).toEqual({ ok: true, values: { ...stored, bank: "y" } });
    expect(checkForm(form, retired, { kind: "refund", bank: "y" }, { touched })).toEqual({ ok: true, values: { kind: "refund" } });
    expect(checkForm(form, retired, stored, { touched: new Set(["kind"]) })).toEqual({ ok: false, faults: { kind: "unknown_option" } });
    const whenEmpty = [place("kind"), place("amount", { required: true, visibleWhen: [{ code: "kind", is: "empty" }] }), place("bank")];
    expect(checkForm(whenEmpty, retired, { kind: "refund", bank: " y " }, { touched })).toEqual({
      ok: true,
      values: { kind: "refund", bank: "y" },
    });
  });

  it("shows nothing of conditions that go in a circle, and never hangs", () => {
    const random = seededRandom(3);
    for (let run = 0; run < 500; run++) {
      const codes = Array.from({ length: 2 + random.int(6) }, (_, i) => `c${i}`);
      const any = codes.map((code) =>
        place(code, { visibleWhen: random.chance(0.6) ? [{ code: random.pick(codes), is: random.pick(["filled", "empty"]) }] : [] }),
      );
      const values = Object.fromEntries(codes.filter(() => random.chance(0.5)).map((code) => [code, "x"]));
      const shown = new Set(visibleFields(any, values).map((each) => each.code));
      // A field is shown only where all that it hangs on is shown.
      for (const each of any.filter((one) => shown.has(one.code)))
        for (const when of each.visibleWhen) expect(shown.has(when.code)).toBe(true);
    }
  });
});
