import type { FieldValue, FieldValues, ValueChange } from "@cloverdesk/contracts";

const empty = (value: FieldValue | undefined): boolean =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** Whether two values are the same to their reader: nothing filled in is nothing, however it is written. */
export const sameValue = (a: FieldValue | undefined, b: FieldValue | undefined): boolean =>
  (empty(a) && empty(b)) || JSON.stringify(a) === JSON.stringify(b);

/** What an edit changes: each touched field with the value the page showed when it was touched. */
export function changesOf(before: FieldValues, after: FieldValues): ValueChange[] {
  return Object.entries(after)
    .filter(([code, value]) => !sameValue(before[code], value))
    .map(([code, value]) => ({ code, before: before[code] ?? null, after: empty(value) ? null : value }));
}
