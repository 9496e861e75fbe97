import { ticketField, ticketTemplate, ticketType } from "@cloverdesk/contracts";
import { expect, it } from "vitest";
import {
  begunWith,
  EMPTY_DRAFT,
  isOf,
  isWorthKeeping,
  readyToCreate,
  usableTypes,
  usualType,
  withFound,
  withTemplate,
  withType,
  withValue,
} from "./draft.ts";
import type { Start } from "./start.ts";

const NOTHING_KNOWN: Start = { draft: null, customer: null, phone: null, callId: null, alike: [] };
const id = (n: number) => `0190f3a2-0000-4000-8000-00000000000${n}`;
const name = { zh: "名", en: "Name" };
const template = (n: number, typeId: string, fields: object[]) => ticketTemplate.parse({ id: id(n), typeId, version: 1, name, fields });
const type = (n: number, more: object = {}) =>
  ticketType.parse({ id: id(n), code: "x", name, active: true, outbound: false, flowVersion: 1, version: 1, hasDraft: false, ...more });
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

it("sends what was emptied as null, so that no default comes back, and leaves alone what nobody touched", () => {
  const sent = (draft: typeof EMPTY_DRAFT, form = complaint) => {
    const ready = readyToCreate(draft, form, fields);
    return ready.ok && ready.body.values;
  };
  const filled = withValue(withType(EMPTY_DRAFT, id(1), [complaint]), "title", "Broken");
  const cleared = withValue(filled, "level", null);
  expect(sent(filled)).toEqual({ title: "Broken", level: "low" });
  expect(sent(cleared)).toEqual({ title: "Broken", level: null });
  expect(sent(withValue(cleared, "phone", " "))).toEqual({ title: "Broken", level: null, phone: null });
  expect(withTemplate(cleared, complaint).values.level, "also when the template is chosen anew").toBeNull();
  const since = template(5, id(1), [{ code: "title" }, { code: "phone", default: "10086" }]);
  expect(sent({ ...filled, values: { title: "Broken" } }, since), "a default that the page does not show").toEqual({
    title: "Broken",
    phone: null,
  });
});

it("leaves out what the form does not show", () => {
  const hiding = template(5, id(1), [{ code: "title" }, { code: "level", visibleWhen: [{ code: "phone", is: "filled" }] }]);
  const ready = readyToCreate({ ...EMPTY_DRAFT, typeId: id(1), values: { title: "Broken", level: "" } }, hiding, fields);
  expect(ready.ok && ready.body.values).toEqual({ title: "Broken" });
});

const customer = (n: number) => ({ id: id(n), name: "Wang", level: "gold", tags: [] });
const start = (given: Partial<Start> = {}): Start => ({ draft: null, customer: null, phone: null, callId: null, alike: [], ...given });
const kept = (draft: Partial<typeof EMPTY_DRAFT>) => ({
  id: id(4),
  draft: { ...EMPTY_DRAFT, ...draft },
  updatedAt: "2026-01-05T08:00:00.000Z",
});

it("goes on with a draft as it was left, also when that has no customer, and gives another call a ticket of its own", () => {
  const call = { customer: customer(8), phone: "+8613800138000", callId: id(2) };
  const begun = (from: Start, forCall: string | undefined) => begunWith(from, forCall, undefined, []);
  const fresh = { ...EMPTY_DRAFT, customerId: id(8), callId: id(2), values: { phone: "+8613800138000" } };
  expect(begun(start(call), id(2))).toEqual({ kept: null, draft: fresh });
  const unknown = kept({ callId: id(2), values: { phone: "+8613900139000", title: null } });
  expect(begun(start({ ...call, draft: unknown }), id(2))).toEqual({ kept: unknown, draft: unknown.draft });
  expect(begun(start({ ...call, draft: kept({ callId: id(3), customerId: id(9) }) }), id(2))).toEqual({ kept: null, draft: fresh });
  expect(begun(start({ draft: kept({ customerId: id(9) }) }), undefined).draft.customerId).toBe(id(9));
});

it("begins with the type that was used last, else the first, and its template", () => {
  const type = (n: number) => ({
    id: id(n),
    code: `type_${n}`,
    name,
    active: true,
    outbound: false,
    version: 1,
    flowVersion: 1,
    hasDraft: false,
  });
  const types = [type(1), type(2)];
  expect(usualType(types, id(2))?.id).toBe(id(2));
  expect(usualType(types, id(9))?.id, "one that is not offered any more").toBe(id(1));
  expect(usualType(types, null)?.id).toBe(id(1));
  expect(usualType([], id(1))).toBeUndefined();
  const templates = [template(5, id(2), [{ code: "title", required: true }])];
  const { draft } = begunWith({ ...NOTHING_KNOWN, phone: "+8613800138000" }, undefined, types[1], templates);
  expect(draft).toMatchObject({ typeId: id(2), templateId: id(5), values: { phone: "+8613800138000" } });
  expect(isWorthKeeping({ ...EMPTY_DRAFT, typeId: id(2) }), "nothing was filled in yet").toBe(false);
});

it("shows only the customer, or the number, that the draft is for", () => {
  const draft = { ...EMPTY_DRAFT, customerId: id(8), values: { phone: "+8613800138000" } };
  expect(isOf({ customer: customer(8), phone: null }, draft)).toBe(true);
  expect(isOf({ customer: customer(9), phone: null }, draft)).toBe(false);
  expect(isOf({ customer: null, phone: "+8613800138000" }, draft)).toBe(false);
  const nobody = { ...draft, customerId: null };
  expect(isOf({ customer: customer(8), phone: null }, nobody)).toBe(false);
  expect(isOf({ customer: null, phone: "+8613800138000" }, nobody)).toBe(true);
  expect(isOf({ customer: null, phone: "+8613900139000" }, nobody)).toBe(false);
});
