import type { FieldOption, FieldValue, TicketField } from "@cloverdesk/contracts";
import { parsePhone } from "../phone/parse.ts";
import { phoneValue } from "../phone/value.ts";
import { fold, isBlank, visible } from "../text/fold.ts";

/** What is wrong with a value, each with one meaning; shown beside the field. */
export const VALUE_FAULTS = {
  required: { zh: "必填", en: "Required" },
  wrong_kind: { zh: "内容的类型不对", en: "Not a value of this kind" },
  too_short: { zh: "太短", en: "Too short" },
  too_long: { zh: "太长", en: "Too long" },
  too_small: { zh: "太小", en: "Too small" },
  too_large: { zh: "太大", en: "Too large" },
  too_precise: { zh: "小数位太多", en: "Too many decimals" },
  too_early: { zh: "日期太早", en: "Too early" },
  too_late: { zh: "日期太晚", en: "Too late" },
  too_many: { zh: "选得太多", en: "Too many" },
  unknown_option: { zh: "没有这个选项", en: "No such option" },
  not_a_phone: { zh: "号码格式不对", en: "Not a telephone number" },
  not_an_email: { zh: "邮箱格式不对", en: "Not an e-mail address" },
  not_editable: { zh: "当前不能修改", en: "Cannot be changed here" },
  unknown_field: { zh: "没有这个字段", en: "No such field" },
} as const;
export type ValueFault = keyof typeof VALUE_FAULTS;

/** A value as it is to be kept, or what is wrong with it. */
export type Checked = { ok: true; value: FieldValue } | { ok: false; fault: ValueFault };

const good = (value: FieldValue): Checked => ({ ok: true, value });
const bad = (fault: ValueFault): Checked => ({ ok: false, fault });

export function isEmpty(value: FieldValue | undefined): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

/**
 * Checks a value against its field and brings it into its stored form: trimmed, numbers as numbers, telephone numbers as E.164 with their extension,
 * e-mail addresses in small letters, choices each once. A text without anything to see is no value.
 */
export function checkValue(field: TicketField, given: FieldValue): Checked {
  const value = typeof given === "string" ? (isBlank(given) ? "" : given.trim()) : given;
  if (isEmpty(value)) return good(null);
  switch (field.kind) {
    case "text":
    case "address":
      return typeof value === "string" ? text(field, value) : bad("wrong_kind");
    case "number":
      return number(field, typeof value === "string" ? decimal(value) : value, (amount) => amount);
    case "money":
      return number(field, typeof value === "string" ? decimal(value) : value, (amount) => amount.toFixed(field.limits.decimals ?? 2));
    case "date":
      return typeof value === "string" ? date(field, value) : bad("wrong_kind");
    case "select":
      return typeof value !== "string" ? bad("wrong_kind") : hasOption(field.options, value) ? good(value) : bad("unknown_option");
    case "multi_select":
      return severalOf(field, value);
    case "cascade":
      return Array.isArray(value) ? cascade(field.options, value) : bad("wrong_kind");
    case "phone":
      return phone(value);
    case "email":
      return email(value);
    case "user":
      return typeof value === "string" && UUID.test(value) ? good(value) : bad("wrong_kind");
    case "attachment":
      return Array.isArray(value) && value.every((id) => UUID.test(id)) ? atMost(field, value, 20) : bad("wrong_kind");
    case "switch":
      return typeof value === "boolean" ? good(value) : bad("wrong_kind");
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DEFAULT_LENGTH = 2_000;

function text({ limits }: TicketField, value: string): Checked {
  const length = [...value].length;
  if (length < (limits.minLength ?? 0)) return bad("too_short");
  return length > (limits.maxLength ?? DEFAULT_LENGTH) ? bad("too_long") : good(value);
}

function number({ limits, kind }: TicketField, value: FieldValue, stored: (amount: number) => FieldValue): Checked {
  if (typeof value !== "number" || !Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) return bad("wrong_kind");
  if (limits.min !== undefined && value < limits.min) return bad("too_small");
  if (limits.max !== undefined && value > limits.max) return bad("too_large");
  const decimals = limits.decimals ?? (kind === "money" ? 2 : undefined);
  if (decimals !== undefined && Math.abs(Number(value.toFixed(decimals)) - value) > 1e-9) return bad("too_precise");
  return good(stored(value));
}

/** A decimal number as people write it, `-12.50`; NaN for other notations such as `0x1F` and `1e3`. */
function decimal(text: string): number {
  const plain = fold(text);
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : Number.NaN;
}

/** Letters and digits of any script; no brackets, quotes or separators of lists, which stand around addresses. */
const EMAIL = /^[^\s@<>()[\]\\,;:"]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.[\p{L}\p{N}-]{2,}$/u;

function email(value: FieldValue): Checked {
  if (typeof value !== "string") return bad("not_an_email");
  const address = visible(value).normalize("NFKC").toLowerCase();
  return address.length <= 200 && EMAIL.test(address) ? good(address) : bad("not_an_email");
}

function date({ limits }: TicketField, value: string): Checked {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return bad("wrong_kind");
  const at = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== value || value < "1900") return bad("wrong_kind");
  if (limits.from && value < limits.from) return bad("too_early");
  return limits.to && value > limits.to ? bad("too_late") : good(value);
}

const hasOption = (options: readonly FieldOption[], code: string): boolean =>
  options.some((option) => option.code === code && option.active);

function severalOf(field: TicketField, value: FieldValue): Checked {
  if (!Array.isArray(value)) return bad("wrong_kind");
  const codes = [...new Set(value)];
  return codes.every((code) => hasOption(field.options, code)) ? atMost(field, codes, 50) : bad("unknown_option");
}

function atMost({ limits }: TicketField, items: string[], otherwise: number): Checked {
  return items.length > (limits.maxItems ?? otherwise) ? bad("too_many") : good(items);
}

/** A path from the root down to an option without children. */
function cascade(options: readonly FieldOption[], path: string[]): Checked {
  let level: readonly FieldOption[] = options;
  for (const code of path) {
    const option = level.find((each) => each.code === code && each.active);
    if (!option) return bad("unknown_option");
    level = option.children ?? [];
  }
  return level.some((option) => option.active) ? bad("unknown_option") : good(path);
}

function phone(value: FieldValue): Checked {
  if (typeof value !== "string") return bad("wrong_kind");
  const parsed = parsePhone(value, { defaultCountry: "CN" });
  return parsed.ok ? good(phoneValue(parsed)) : bad("not_a_phone");
}
