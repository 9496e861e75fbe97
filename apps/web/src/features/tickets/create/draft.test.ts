import { ticketField, ticketTemplate, ticketType } from "@cloverdesk/contracts";
import { expect, it } from "vitest";
import { EMPTY_DRAFT, isWorthKeeping, readyToCreate, usableTypes, withFound, withType, withValue } from "./draft.ts";

const id = (n: number) => `0190f3a2-0000-4000-8000-00000000000${n}`;
const name = { zh: "名", en: "Name" };
const template = (n: number, typeId: string, fields: object[]) => ticketTemplate.parse({ id: id(n), typeId, version: 1, name, fields });
const type = (n: number, more: object = {}) =>
  ticketType.parse({ id: id(n), code: "x", name, active: true, flowVersion: 1, version: 1, hasDraft: false, ...more });
const fields = ["title", "level", "phone"].map((code) =>
  ticketField.parse({
    code,
    kind: code === "phone" ? "phone" : "text",
    name,
    active: true,
    version: 1,
    indexReady: false,
    origin: "custom",
  }),
);
const complaint = template(5, id(1), [{ code: "title", required: true }, { code: "level", default: "low" }, { code: "phone" }]);

it("offers only types that a ticket can be made of", () => {
  const types = [type(1), type(2), type(3, { flowVersion: null }), type(4, { active: false })];
  expect(usableTypes(types, [complaint, template(6, id(3), [{ code: "title" }])]).map((each) => each.id)).toEqual([id(1)]);
});

it("takes the type's template with its defaults and keeps what was typed", () => {
  const draft = withType({ ...EMPTY_DRAFT, values: { title: "Broken" } }, id(1), [complaint]);
  expect(draft).toMatchObject({ typeId: id(1), templateId: id(5), values: { title: "Broken", level: "low" } });
});

it("names what is missing or wrong, field by field", () => {
  const draft = withType({ ...EMPTY_DRAFT, values: { phone: "12" } }, id(1), [complaint]);
  expect(readyToCreate(draft, complaint, fields)).toEqual({ ok: false, faults: { title: "required", phone: "not_a_phone" } });
  expect(readyToCreate(EMPTY_DRAFT, undefined, fields)).toEqual({ ok: false, faults: { type: "required" } });
});

it("sends only what the template asks for", () => {
  const draft = withType({ ...EMPTY_DRAFT, values: { title: "Broken", other: "x" } }, id(1), [complaint]);
  const ready = readyToCreate(draft, complaint, fields);
  expect(ready.ok && ready.body.values).toEqual({ title: "Broken", level: "low" });
});

it("keeps no draft of nothing", () => {
  expect(isWorthKeeping(EMPTY_DRAFT)).toBe(false);
  expect(isWorthKeeping({ ...EMPTY_DRAFT, values: { title: "B" } })).toBe(true);
});

it("takes what a look-up or an upload brings beside what was typed while it was under way", () => {
  const steps = [
    (draft: typeof EMPTY_DRAFT) => withValue(draft, "title", "Broken"),
    (draft: typeof EMPTY_DRAFT) => withValue(draft, "photos", [id(7)]),
    (draft: typeof EMPTY_DRAFT) => withFound(draft, id(8), "+8613800138000"),
    (draft: typeof EMPTY_DRAFT) => withFound(draft, id(9), null),
  ];
  expect(steps.reduce((draft, step) => step(draft), EMPTY_DRAFT)).toMatchObject({
    customerId: id(9),
    values: { title: "Broken", photos: [id(7)], phone: "+8613800138000" },
  });
});
