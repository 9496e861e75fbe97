import type { FieldValue, FieldValues, FormField, NewTicket, TicketField, TicketTemplate, TicketType } from "@cloverdesk/contracts";
import { checkForm, type FieldsByCode, withDefaults } from "@cloverdesk/rules/form";

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

/** Types that a ticket can be made of: in use, with a published flow and a template. */
export const usableTypes = (types: readonly TicketType[], templates: readonly TicketTemplate[]): TicketType[] =>
  types.filter((type) => type.active && type.flowVersion !== null && templates.some((each) => each.typeId === type.id && each.active));

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
  withValue({ ...draft, customerId }, "phone", phone ?? draft.values.phone ?? null);

export type Ready = { ok: true; body: Omit<NewTicket, "source" | "parentId"> } | { ok: false; faults: Record<string, string> };

/** Whether everything asked for is there and right; only the template's own fields are sent. */
export function readyToCreate(draft: Draft, template: TicketTemplate | undefined, fields: readonly TicketField[]): Ready {
  if (!draft.typeId || !template) return { ok: false, faults: { type: "required" } };
  const byCode: FieldsByCode = new Map(fields.map((field) => [field.code, field]));
  const checked = checkForm(template.fields, byCode, only(draft.values, template.fields));
  if (!checked.ok) return checked;
  const { typeId, categoryId, customerId, callId } = draft;
  return { ok: true, body: { typeId, templateId: template.id, categoryId, customerId, callId, values: checked.values } };
}

const only = (values: FieldValues, form: readonly FormField[]): FieldValues =>
  Object.fromEntries(form.flatMap(({ code }) => (values[code] === undefined ? [] : [[code, values[code]]])));

/** Whether the person filled in anything worth keeping. */
export const isWorthKeeping = (draft: Draft): boolean =>
  draft.typeId !== null || draft.categoryId !== null || Object.values(draft.values).some((value) => value !== null && value !== "");
