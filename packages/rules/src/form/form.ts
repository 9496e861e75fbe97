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

/**
 * The form without defaults that its fields no longer take: an option that was retired since, a limit that was narrowed. Filled in they would make every new
 * ticket one to be refused.
 */
export function livingDefaults(form: readonly FormField[], fields: FieldsByCode): FormField[] {
  return form.map((place) => (isDead(place, fields) ? { ...place, default: null } : place));
}

function isDead({ code, default: value }: FormField, fields: FieldsByCode): boolean {
  const field = fields.get(code);
  return field !== undefined && !isEmpty(value) && !checkValue(field, value).ok;
}

/** Fills in defaults for fields that were not touched. `null` is a field that was emptied, and stays empty. */
export function withDefaults(form: readonly FormField[], values: FieldValues): FieldValues {
  const filled: FieldValues = { ...values };
  for (const field of form) if (filled[field.code] === undefined && !isEmpty(field.default)) filled[field.code] = field.default;
  return filled;
}

export type FormAnswer = { ok: true; values: FieldValues } | { ok: false; faults: Record<string, ValueFault> };

export interface FormCheck {
  /** Codes that are required besides those that the form requires: a node's, an action's. */
  required?: Iterable<string>;
  /** Where given, fault is found only with these: what was wrong before (an option retired since) and is not touched stays as it is. */
  touched?: ReadonlySet<string>;
}

/**
 * Checks a whole form: each value by its field, required ones where they are shown. Hidden fields are dropped, whatever is in them, empty ones left
 * out; codes that are not in the form are reported as unknown.
 */
export function checkForm(form: readonly FormField[], fields: FieldsByCode, given: FieldValues, check: FormCheck = {}): FormAnswer {
  const required = new Set(check.required);
  const { values, faults } = checkEach(given, fields);
  // Conditions look at what the form shows, right or wrong, so that the same fields are shown here as to who fills it in.
  const all = { ...given, ...values };
  const told: Record<string, ValueFault> = {};
  const places = new Set(form.map((field) => field.code));
  for (const code of Object.keys(given)) if (!places.has(code)) told[code] = "unknown_field";
  const kept: FieldValues = {};
  for (const { code, required: always } of visibleFields(form, all)) {
    const value = all[code] ?? null;
    const isTouched = check.touched === undefined || check.touched.has(code);
    const fault = faults[code] ?? (isEmpty(value) && (always || required.has(code)) ? "required" : undefined);
    if (fault && isTouched) told[code] = fault;
    else if (!isEmpty(value)) kept[code] = value;
  }
  return Object.keys(told).length > 0 ? { ok: false, faults: told } : { ok: true, values: kept };
}

/** Checks single values (an edit, an action's form) without asking for others. */
export function checkValues(fields: FieldsByCode, given: FieldValues): FormAnswer {
  const { values, faults } = checkEach(given, fields);
  return Object.keys(faults).length > 0 ? { ok: false, faults } : { ok: true, values };
}

function checkEach(given: FieldValues, fields: FieldsByCode): { values: FieldValues; faults: Record<string, ValueFault> } {
  const values: FieldValues = {};
  const faults: Record<string, ValueFault> = {};
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
  return { values, faults };
}
