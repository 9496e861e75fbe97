import {
  type FieldValue,
  type FieldValues,
  type FormField,
  formField,
  PRIORITIES,
  SYSTEM_FIELDS,
  type SystemField,
} from "@cloverdesk/contracts";
import { checkForm, type FieldsByCode, type FormCheck, isEmpty } from "@cloverdesk/rules/form";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { fileNames } from "../files/files.repo.ts";
import { type Folded, foldTicket } from "../search/search-text.ts";
import { activePeople, customerWithPhones, type TicketRecord, takeFiles } from "./ticket.repo.ts";

const isSystem = (code: string): code is SystemField => (SYSTEM_FIELDS as readonly string[]).includes(code);

/** All values of a ticket by code, those in columns and those of its form. */
export function valuesOf(ticket: Pick<TicketRecord, SystemField>, fields: FieldValues): FieldValues {
  return { ...fields, title: ticket.title, priority: ticket.priority, ...(ticket.phone !== null && { phone: ticket.phone }) };
}

/** A form that also asks for these codes, behind its own. The title is part of every form, and required. */
export function formWith(form: readonly FormField[], codes: Iterable<string>): FormField[] {
  const known = new Set(form.map((field) => field.code));
  const more = [...new Set([...SYSTEM_FIELDS, ...codes])].filter((code) => !known.has(code));
  return [...form, ...more.map((code) => formField.parse({ code, required: code === "title" }))];
}

/** Checks the values of a whole form; throws `tickets.values_invalid` naming each field that is wrong (of those that were touched, when given). */
export function checkedForm(form: readonly FormField[], fields: FieldsByCode, values: FieldValues, check: FormCheck = {}): FieldValues {
  const answer = checkForm(form, fields, values, check);
  if (!answer.ok) throw new AppError("tickets.values_invalid", { fields: answer.faults });
  return answer.values;
}

/** Values apart: what is a column of the ticket, and what is content. */
export function apart(values: FieldValues): { columns: Pick<TicketRecord, SystemField>; fields: FieldValues } {
  const fields = Object.fromEntries(Object.entries(values).filter(([code]) => !isSystem(code)));
  const text = (value: FieldValue | undefined): string | null => (typeof value === "string" ? value : null);
  const priority = PRIORITIES.find((each) => each === values.priority) ?? "normal";
  return { columns: { title: text(values.title) ?? "", priority, phone: text(values.phone) }, fields };
}

/** Refuses people who are not there, and files of somebody else; files named for the first time now belong to the ticket. */
export async function settleReferences(
  tx: SqlTx,
  ticketId: string,
  personId: string | null,
  fields: FieldsByCode,
  values: FieldValues,
): Promise<void> {
  const of = (kind: string) => Object.entries(values).filter(([code, value]) => fields.get(code)?.kind === kind && !isEmpty(value));
  const people = of("user");
  if (people.length > 0) {
    const there = await activePeople(
      tx.rows,
      people.map(([, id]) => String(id)),
    );
    refuse(people.filter(([, id]) => !there.has(String(id))).map(([code]) => code));
  }
  for (const [code, ids] of of("attachment")) {
    const list = ids as string[];
    if (personId === null || (await takeFiles(tx, ticketId, personId, list)) !== new Set(list).size) refuse([code]);
  }
}

function refuse(codes: string[]): void {
  if (codes.length > 0)
    throw new AppError("tickets.values_invalid", { fields: Object.fromEntries(codes.map((code) => [code, "unknown_option"])) });
}

/** The texts by which the ticket is found with these values. */
export async function foldedWith(
  tx: Pick<SqlTx, "rows">,
  ticket: { no: bigint; customerId: string | null } & Pick<TicketRecord, SystemField>,
  values: FieldValues,
  fields: FieldsByCode,
): Promise<Folded> {
  const customer = ticket.customerId ? await customerWithPhones(tx.rows, ticket.customerId) : null;
  const fileIds = Object.entries(values).flatMap(([code, value]) =>
    fields.get(code)?.kind === "attachment" && Array.isArray(value) ? value : [],
  );
  return foldTicket({ ...ticket, customer, fileNames: await fileNames(tx.rows, fileIds) }, values, fields);
}

export const sameValue = (a: FieldValue | undefined, b: FieldValue | undefined): boolean =>
  (isEmpty(a) && isEmpty(b)) || JSON.stringify(a) === JSON.stringify(b);

/** Refuses changes of what somebody else has changed since it was seen; `now` as it would be seen now. Two who change to the same do not collide. */
export function mustNotCollide(
  now: FieldValues,
  changes: [code: string, seen: FieldValue | undefined, wished: FieldValue | undefined][],
): void {
  const collided = changes.filter(([code, seen, wished]) => !sameValue(now[code], seen) && !sameValue(now[code], wished));
  if (collided.length > 0)
    throw new AppError("tickets.conflict", {
      fields: Object.fromEntries(collided.map(([code]) => [code, JSON.stringify(now[code] ?? null)])),
    });
}

/** What became different, for the track. */
export function differences(before: FieldValues, after: FieldValues) {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((code) => !sameValue(before[code], after[code]))
    .map((code) => ({ code, before: before[code] ?? null, after: after[code] ?? null }));
}
