import type { FieldValue, FieldValues } from "@cloverdesk/contracts";
import { changesOf, rebase, sameValue } from "./changes.ts";

/** Values of a ticket being changed: `before` as the page showed them in that version of the ticket, `conflicts` what others made of those changed here. */
export interface Edit {
  version: number;
  before: FieldValues;
  values: FieldValues;
  conflicts: FieldValues;
}

export const editOf = (version: number, values: FieldValues): Edit => ({ version, before: values, values, conflicts: {} });

export const withValue = (edit: Edit, code: string, value: FieldValue): Edit => ({ ...edit, values: { ...edit.values, [code]: value } });

export const isChanged = (edit: Edit): boolean => changesOf(edit.before, edit.values).length > 0;

/** The edit brought up to a newer version of the ticket; what was decided before is not asked again unless it changed again. */
export function broughtUp(edit: Edit, version: number, now: FieldValues): Edit {
  if (edit.version >= version) return edit;
  const { values, conflicts } = rebase(edit.before, edit.values, now);
  const open = Object.entries({ ...edit.conflicts, ...conflicts }).filter(([code, theirs]) => !sameValue(values[code], theirs));
  return { version, before: now, values, conflicts: Object.fromEntries(open) };
}

/** The edit after `sent` was saved: that is done, however the server writes it (trimmed, masked); what was typed meanwhile is still to be saved. */
export function afterSaving(edit: Edit, sent: FieldValues, version: number, now: FieldValues): Edit {
  const done = Object.keys(sent).filter((code) => sameValue(edit.values[code], sent[code]));
  const written = Object.fromEntries(done.map((code) => [code, now[code] ?? null]));
  const conflicts = Object.fromEntries(Object.entries(edit.conflicts).filter(([code]) => !done.includes(code)));
  const settled = { before: { ...edit.before, ...written }, values: { ...edit.values, ...written } };
  return broughtUp({ ...edit, ...settled, conflicts }, version, now);
}

/** A conflict decided: the value stays mine, or becomes theirs. */
export function decided(edit: Edit, code: string, whose: "mine" | "theirs"): Edit {
  const { [code]: theirs = null, ...conflicts } = edit.conflicts;
  return { ...edit, conflicts, values: whose === "mine" ? edit.values : { ...edit.values, [code]: theirs } };
}

/** What an action sends: the values changed, and what the page showed of them before. */
export function sentOf(edit: Edit): { values: FieldValues; seen: FieldValues } {
  const changes = changesOf(edit.before, edit.values);
  return {
    values: Object.fromEntries(changes.map(({ code, after }) => [code, after])),
    seen: Object.fromEntries(changes.map(({ code, before }) => [code, before])),
  };
}
