import type { FieldValue, FieldValues, FormField, TicketField, VisibleWhen } from "@cloverdesk/contracts";
import { checkValue, isEmpty, type ValueFault } from "./value.ts";

export type FieldsByCode = ReadonlyMap<string, TicketField>;

/** The form's fields that are shown with these values. A field that hangs on a hidden one is hidden as well, whatever was filled in before. */
export function visibleFields(form: readonly FormField[], values: FieldValues): FormField[] {
  const places = new Map(form.map((field) => [field.code, field]));
  const known = new Map<string, boolean>();
  const shown = (code: string): boolean => {
    const before = known.get(code);
    if (before !== undefined) return before;
    // While it is being worked out a field counts as hidden: conditions that go in a circle show nothing.
    known.set(code, false);
    const place = places.get(code);
    const answer =
      place === undefined || place.visibleWhen.every((when) => (places.has(when.code) ? shown(when.code) : true) && holds(when, values));
    known.set(code, answer);
    return answer;
  };
  return form.filter((field) => shown(field.code));
}

function holds(when: VisibleWhen, values: FieldValues): boolean {
  const value = values[when.code] ?? null;
  switch (when.is) {
    case "filled":
      return !isEmpty(value);
    case "empty":
      return isEmpty(value);
    case "any_of":
      return texts(value).some((each) => when.values.includes(each));
    case "none_of":
      return !texts(value).some((each) => when.values.includes(each));
  }
}

const texts = (value: FieldValue): string[] => (Array.isArray(value) ? value : value === null ? [] : [String(value)]);

/** The form's defaults for what is not filled in yet. */
export function withDefaults(form: readonly FormField[], values: FieldValues): FieldValues {
  const filled: FieldValues = { ...values };
  for (const field of form) if (isEmpty(filled[field.code]) && !isEmpty(field.default)) filled[field.code] = field.default;
  return filled;
}

export type FormAnswer = { ok: true; values: FieldValues } | { ok: false; faults: Record<string, ValueFault> };

/**
 * Checks a whole form: each value by its field, required ones where they are shown. Hidden fields are dropped, empty ones left out. `extra` codes are
 * required besides (a node's, an action's); codes that are not in the form are told as unknown.
 */
export function checkForm(form: readonly FormField[], fields: FieldsByCode, given: FieldValues, extra: Iterable<string> = []): FormAnswer {
  const faults: Record<string, ValueFault> = {};
  const places = new Set(form.map((field) => field.code));
  for (const code of Object.keys(given)) if (!places.has(code)) faults[code] = "unknown_field";
  const { values } = checkEach(given, fields, faults);
  const required = new Set(extra);
  const shown = visibleFields(form, values);
  const kept: FieldValues = {};
  for (const { code, required: always } of shown) {
    const value = values[code] ?? null;
    if (!isEmpty(value)) kept[code] = value;
    else if ((always || required.has(code)) && faults[code] === undefined) faults[code] = "required";
  }
  return Object.keys(faults).length > 0 ? { ok: false, faults } : { ok: true, values: kept };
}

/** Checks single values (an edit, an action's form) without asking for others. */
export function checkValues(fields: FieldsByCode, given: FieldValues): FormAnswer {
  const faults: Record<string, ValueFault> = {};
  const { values } = checkEach(given, fields, faults);
  return Object.keys(faults).length > 0 ? { ok: false, faults } : { ok: true, values };
}

function checkEach(given: FieldValues, fields: FieldsByCode, faults: Record<string, ValueFault>): { values: FieldValues } {
  const values: FieldValues = {};
  for (const [code, value] of Object.entries(given)) {
    const field = fields.get(code);
    if (!field) {
      faults[code] = "unknown_field";
      continue;
    }
    const checked = checkValue(field, value);
    if (checked.ok) values[code] = checked.value;
    else faults[code] = checked.fault;
  }
  return { values };
}
