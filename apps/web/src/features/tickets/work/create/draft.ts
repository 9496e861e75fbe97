import type { FieldValue, FieldValues, FormField, NewTicket, TicketField, TicketTemplate, TicketType } from "@cloverdesk/contracts";
import { checkForm, type FieldsByCode, isEmpty, livingDefaults, visibleFields, withDefaults } from "@cloverdesk/rules/form";
import type { Setup } from "../../setup/queries.ts";
import type { Start } from "./start.ts";

/** A new ticket being filled in. */
export interface Draft {
  typeId: string | null;
  templateId: string | null;
  categoryId: string | null;
  customerId: string | null;
  callId: string | null;
  values: FieldValues;
}
export const EMPTY_DRAFT: Draft = { typeId: null, templateId: null, categoryId: null, customerId: null, callId: null, values: {} };

/** What the form begins with: a draft that was kept, as it was left, or one of what is known here. */
export interface Begun {
  kept: Start["draft"];
  draft: Draft;
}

/** A draft of another call than this stays where it is: this call gets a ticket of its own. `type` is taken for a draft that begins here. */
export function begunWith(
  { draft: kept, customer, phone, callId }: Start,
  forCall: string | undefined,
  type: TicketType | undefined,
  templates: readonly TicketTemplate[],
): Begun {
  if (kept && (!forCall || kept.draft.callId === forCall)) return { kept, draft: kept.draft };
  const draft: Draft = { ...EMPTY_DRAFT, customerId: customer?.id ?? null, callId, values: phone ? { phone } : {} };
  return { kept: null, draft: type ? withType(draft, type.id, templates) : draft };
}

/** The type that a new ticket is offered with: that of the last ticket made here, while it can be used, else the first. */
export const usualType = (types: readonly TicketType[], lastId: string | null): TicketType | undefined =>
  types.find(({ id }) => id === lastId) ?? types[0];

/** Whether an answer tells of the customer that the draft is for, or of its number while nobody has that. */
export const isOf = ({ customer, phone }: Pick<Start, "customer" | "phone">, { customerId, values }: Draft): boolean =>
  customer ? customer.id === customerId : customerId === null && (phone === null || phone === values.phone);

/** Types that a ticket can be made of: in use, with a published flow and a template. */
export const usableTypes = (types: readonly TicketType[], templates: readonly TicketTemplate[]): TicketType[] =>
  types.filter((type) => type.active && type.flowVersion !== null && templates.some((each) => each.typeId === type.id && each.active));

/** The templates as they are filled in: without defaults that their fields no longer take. */
export function templatesOfToday({ templates, fields }: Pick<Setup, "templates" | "fields">): TicketTemplate[] {
  const byCode = new Map(fields.map((field) => [field.code, field]));
  return templates.map((template) => ({ ...template, fields: livingDefaults(template.fields, byCode) }));
}

export const templatesOf = (templates: readonly TicketTemplate[], typeId: string | null): TicketTemplate[] =>
  templates.filter((template) => template.typeId === typeId && template.active);

/** The draft with another type: its first template is taken, what was typed stays where that asks for it too. */
export function withType(draft: Draft, typeId: string, templates: readonly TicketTemplate[]): Draft {
  return withTemplate({ ...draft, typeId }, templatesOf(templates, typeId)[0]);
}

export function withTemplate(draft: Draft, template: TicketTemplate | undefined): Draft {
  return { ...draft, templateId: template?.id ?? null, values: template ? withDefaults(template.fields, draft.values) : draft.values };
}

export const withValue = (draft: Draft, code: string, value: FieldValue): Draft => ({
  ...draft,
  values: { ...draft.values, [code]: value },
});

/** The draft for the customer whom a look-up found; a number that it could not read leaves the one at hand. */
export const withFound = (draft: Draft, customerId: string | null, phone: string | null): Draft =>
  phone === null ? { ...draft, customerId } : withValue({ ...draft, customerId }, "phone", phone);

export type Ready = { ok: true; body: Omit<NewTicket, "source" | "parentId"> } | { ok: false; faults: Record<string, string> };

/**
 * Whether everything asked for is there and right; only the template's own fields are sent. What somebody emptied goes as `null`, so that no default takes
 * its place; what nobody touched is the server's to fill in, such as a call's number that is masked here.
 */
export function readyToCreate(draft: Draft, template: TicketTemplate | undefined, fields: readonly TicketField[]): Ready {
  if (!draft.typeId || !template) return { ok: false, faults: { type: "required" } };
  const byCode: FieldsByCode = new Map(fields.map((field) => [field.code, field]));
  const checked = checkForm(template.fields, byCode, only(draft.values, template.fields));
  if (!checked.ok) return checked;
  const isEmptied = ({ code, default: usual }: FormField): boolean =>
    checked.values[code] === undefined && (draft.values[code] !== undefined || !isEmpty(usual));
  const emptied = Object.fromEntries(
    visibleFields(template.fields, checked.values)
      .filter(isEmptied)
      .map(({ code }) => [code, null]),
  );
  const { typeId, categoryId, customerId, callId } = draft;
  return { ok: true, body: { typeId, templateId: template.id, categoryId, customerId, callId, values: { ...checked.values, ...emptied } } };
}

const only = (values: FieldValues, form: readonly FormField[]): FieldValues =>
  Object.fromEntries(form.flatMap(({ code }) => (values[code] === undefined ? [] : [[code, values[code]]])));

/** Whether the person filled in anything worth keeping. A type is there before they begin. */
export const isWorthKeeping = (draft: Draft): boolean =>
  draft.categoryId !== null || Object.values(draft.values).some((value) => value !== null && value !== "");
