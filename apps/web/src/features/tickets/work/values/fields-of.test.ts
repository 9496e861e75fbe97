import { type Ticket, ticketField, ticketTemplate } from "@cloverdesk/contracts";
import { expect, it } from "vitest";
import { aRow } from "../../ticket.factory.ts";
import { contentOf, mayEdit, sectionsOf } from "./fields-of.ts";

const field = (code: string) =>
  ticketField.parse({ code, kind: "text", name: { zh: code, en: code }, active: true, version: 1, indexReady: false, origin: "custom" });
const fields = ["title", "note", "secret", "old_one", "amount"].map(field);
const named = (en: string) => ({ zh: `${en}（中文）`, en });
const place = (code: string, more: object = {}) => ({ code, section: named("Case"), ...more });
const template = ticketTemplate.parse({
  id: "0190f3a2-0000-4000-8000-0000000000b1",
  typeId: "0190f3a2-0000-4000-8000-0000000000b2",
  version: 1,
  name: { zh: "模板", en: "Template" },
  fields: [
    place("title", { required: true }),
    place("note"),
    place("secret"),
    place("amount", { section: named("Money"), visibleWhen: [{ code: "note", is: "filled" }] }),
  ],
});
const ticket = (given: Partial<Ticket>) => ({ ...aRow(), rights: {}, can: { edit: true }, ...given }) as Ticket;
const shown = (of: Ticket) =>
  sectionsOf(of, fields, template.fields, of.values).map(({ name, fields: each }) => [name.en, each.map((one) => one.field.code)]);

it("stands in the template's sections, without what is hidden here or not asked for", () => {
  expect(shown(ticket({ rights: { secret: "hidden" } }))).toEqual([["Case", ["title", "note"]]]);
  expect(shown(ticket({ rights: { secret: "hidden" }, values: { note: "x" } }))).toEqual([
    ["Case", ["title", "note"]],
    ["Money", ["amount"]],
  ]);
});

it("still shows what the ticket has and the template no longer knows", () => {
  expect(shown(ticket({ values: { old_one: "kept" } })).at(-1)).toEqual(["", ["old_one"]]);
});

it("lets change only what the node gives to this person", () => {
  const of = (given: Partial<Ticket>) =>
    sectionsOf(ticket(given), fields, template.fields, {})[0]?.fields.map(({ field: { code }, editable, required }) => [
      code,
      editable,
      required,
    ]);
  expect(of({ rights: { note: "required", secret: "edit" } })).toEqual([
    ["title", false, false],
    ["note", true, true],
    ["secret", true, false],
  ]);
  expect(of({ rights: { note: "required" }, can: { edit: false } as Ticket["can"] })?.[1]).toEqual(["note", false, false]);
});

it("edits the category together with the fields, wherever the ticket may be edited", () => {
  const open = ticket({ category: { id: "cat", name: named("Refund") }, values: { note: "x" } });
  expect(contentOf(open)).toEqual({ title: "Broken lid", priority: "normal", phone: null, note: "x", category: "cat" });
  expect([mayEdit(open, "category"), mayEdit(open, "note")]).toEqual([true, false]);
  expect(mayEdit(ticket({ can: { edit: false } as Ticket["can"] }), "category")).toBe(false);
});
