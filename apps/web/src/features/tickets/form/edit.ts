import type { FieldValue, FieldValues } from "@cloverdesk/contracts";
import { arrived, begun, type Draft, isDirty, kept, mergeFields, type Policy } from "../../../shared/versioned/index.ts";
import { changesOf, sameValue } from "./changes.ts";

/** Values of a ticket being changed, over those that the page showed in one version of the ticket. */
export type Edit = Draft<FieldValues>;

const FIELDS: Policy<FieldValues> = {
  same: (a, b) => changesOf(a, { ...a, ...b }).length === 0 && changesOf(b, { ...b, ...a }).length === 0,
  onConflict: { merge: (before, mine, theirs) => mergeFields(before, mine, theirs, (a, b) => sameValue(a as FieldValue, b as FieldValue)) },
};

export const editOf = (version: number, values: FieldValues): Edit => begun({ value: values, version });

export const withValue = (edit: Edit, code: string, value: FieldValue): Edit => ({ ...edit, value: { ...edit.value, [code]: value } });

export const isChanged = (edit: Edit): boolean => isDirty(edit, FIELDS);

/** What others made of fields that are changed here, by code: each is decided by the person. */
export const conflictsOf = ({ conflict }: Edit): FieldValues => (conflict?.kind === "merged" ? (conflict.both as FieldValues) : {});

/** The edit brought up to a newer version of the ticket. */
export const broughtUp = (edit: Edit, version: number, now: FieldValues): Edit => arrived(edit, { value: now, version }, FIELDS);

/** The edit after `sent` was saved: that is done, however the server writes it (trimmed, masked); what was typed meanwhile is still to be saved. */
export const afterSaving = (edit: Edit, sent: FieldValues, version: number, now: FieldValues): Edit =>
  kept(edit, { value: now, version }, FIELDS, null, { ...edit.base.value, ...sent });

/** What an action sends: the values changed, and what the page showed of them before. */
export function sentOf(edit: Edit): { values: FieldValues; seen: FieldValues } {
  const changes = changesOf(edit.base.value, edit.value);
  return {
    values: Object.fromEntries(changes.map(({ code, after }) => [code, after])),
    seen: Object.fromEntries(changes.map(({ code, before }) => [code, before])),
  };
}
