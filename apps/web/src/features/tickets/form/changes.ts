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

/**
 * Brings an edit under way up to a ticket that changed meanwhile. Fields that only they changed follow; a field changed on both sides is told
 * as a conflict with their value, unless both mean the same.
 */
export function rebase(before: FieldValues, mine: FieldValues, theirs: FieldValues): { values: FieldValues; conflicts: FieldValues } {
  const values: FieldValues = { ...mine };
  const conflicts: FieldValues = {};
  for (const code of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    if (sameValue(before[code], theirs[code])) continue;
    const touched = !sameValue(before[code], mine[code]);
    if (!touched) values[code] = theirs[code] ?? null;
    else if (!sameValue(mine[code], theirs[code])) conflicts[code] = theirs[code] ?? null;
  }
  return { values, conflicts };
}
