import { type FilterCondition, SYSTEM_FIELDS, type SystemField, type TicketField } from "@cloverdesk/contracts";
import type { FieldsByCode } from "@cloverdesk/rules/form";
import { parsePhone, phoneSearchForms, phoneValue, searchDigits } from "@cloverdesk/rules/phone";
import { fold } from "@cloverdesk/rules/text";
import { AppError } from "../../../platform/http/app-error.ts";

/** What a filter is read against. */
export interface FilterGround {
  fields: FieldsByCode;
  /** Whom `"me"` means. */
  personId: string;
  now: Date;
  /** In which days begin (IANA). */
  zone: string;
}

/**
 * How the values of a condition are read. A filter is compiled to SQL (filter.repo.ts) and interpreted in memory (filter-holds.ts); both read values here, so
 * that they mean the same.
 */
export type Values = FilterCondition["values"];

export const isNumeric = (kind: TicketField["kind"]): boolean => kind === "number" || kind === "money";
export const isWritten = (kind: TicketField["kind"]): boolean => kind === "text" || kind === "address" || kind === "email";
export const isList = (kind: TicketField["kind"]): boolean => kind === "multi_select" || kind === "cascade" || kind === "attachment";
export const isSystemField = (code: string): code is SystemField => (SYSTEM_FIELDS as readonly string[]).includes(code);

export const refused = (condition: FilterCondition, why: string): AppError =>
  new AppError("request.invalid", { fields: { [condition.field]: why } });

export const person = (value: Values[number], { personId }: FilterGround): string => (value === "me" ? personId : String(value));
export const switchMeant = (value: Values[number]): boolean => value === true || value === "true";

export function uuid(condition: FilterCondition, value: Values[number], ground: FilterGround): string {
  const text = person(value, ground).toLowerCase();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) throw refused(condition, "not an id");
  return text;
}
export function whole(condition: FilterCondition, value: Values[number] | undefined): string {
  if (!Number.isSafeInteger(Number(value)) || value === "") throw refused(condition, "not a whole number");
  return String(Number(value));
}
export function amount(condition: FilterCondition, value: Values[number] | undefined): string {
  if (!/^-?\d{1,15}(\.\d{1,9})?$/.test(String(value))) throw refused(condition, "not a number");
  return String(value);
}
export function moment(condition: FilterCondition, value: Values[number] | undefined): string {
  // Date reads almost anything as some day: only ISO 8601 is meant.
  const at = new Date(/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(String(value)) ? String(value) : Number.NaN);
  if (Number.isNaN(at.getTime())) throw refused(condition, "not a moment");
  return at.toISOString();
}
export function day(condition: FilterCondition, value: Values[number] | undefined): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(String(value))) throw refused(condition, "not a day");
  return String(value);
}

const DAY_MS = 86_400_000;

/** First and last moment of `within_days`. */
export function spanMeant(condition: FilterCondition, { now }: FilterGround): [from: string, to: string] {
  const days = Number(condition.values[0]);
  if (!Number.isInteger(days) || Math.abs(days) > 3_660) throw refused(condition, "a number of days is missing");
  const [from = "", to = ""] = [now.getTime(), now.getTime() - days * DAY_MS].sort((a, b) => a - b).map((ms) => new Date(ms).toISOString());
  return [from, to];
}

/** The same as days, as fields hold them: 2026-01-31. */
export function daysMeant(condition: FilterCondition, ground: FilterGround): [from: string, to: string] {
  const [from, to] = spanMeant(condition, ground);
  const ofZone = new Intl.DateTimeFormat("sv-SE", { timeZone: ground.zone, year: "numeric", month: "2-digit", day: "2-digit" });
  return [ofZone.format(new Date(from)), ofZone.format(new Date(to))];
}

/** The text that `contains` looks for, folded. */
export function partMeant(condition: FilterCondition): string {
  const sought = fold(String(condition.values[0] ?? ""));
  if (sought === "") throw refused(condition, "a text is missing");
  return sought;
}

/** Texts to be equal to: folded, and as typed in the length that is indexed. */
export function textsMeant({ values }: FilterCondition): { folds: string[]; typed: string[] } {
  const folds = values.map((value) => fold(String(value)));
  return { folds, typed: [...new Set([...values.map(String), ...folds])].map((value) => value.slice(0, 200)) };
}

/** A telephone number as it is kept. */
export function phoneMeant(value: Values[number]): string {
  const parsed = parsePhone(String(value));
  return parsed.ok ? phoneValue(parsed) : String(value);
}

/** Digits of a number, or a part of one, as they stand in kept numbers. */
export function digitsMeant({ values }: FilterCondition): string | undefined {
  const typed = String(values[0] ?? "");
  const parsed = parsePhone(typed);
  const digits = parsed.ok ? phoneSearchForms(parsed.e164) : [searchDigits(typed)];
  return digits.find((each) => each !== "");
}
