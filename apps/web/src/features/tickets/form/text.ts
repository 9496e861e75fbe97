import type { FieldOption, FieldValue, Language, TicketField, TicketRow } from "@cloverdesk/contracts";
import { formatPhone } from "../../../shared/hooks/index.ts";

/** What values are named by: words of the interface and names of people. */
export interface Names {
  language: Language;
  yes: string;
  no: string;
  person(id: string): string | undefined;
  file(id: string): string | undefined;
}

const optionName = (options: readonly FieldOption[], code: string, language: Language): string =>
  options.find((option) => option.code === code)?.name[language] ?? code;

function cascadeText(options: readonly FieldOption[], path: readonly string[], language: Language): string {
  const words: string[] = [];
  let level = options;
  for (const code of path) {
    words.push(optionName(level, code, language));
    level = level.find((option) => option.code === code)?.children ?? [];
  }
  return words.join(" › ");
}

/** A value as it is read; nothing filled in is an empty text. */
export function valueText(field: TicketField | undefined, value: FieldValue | undefined, names: Names): string {
  if (value === null || value === undefined || value === "") return "";
  const list = Array.isArray(value) ? value : [String(value)];
  switch (field?.kind) {
    case "select":
    case "multi_select":
      return list.map((code) => optionName(field.options, code, names.language)).join(", ");
    case "cascade":
      return cascadeText(field.options, list, names.language);
    case "switch":
      return value === true ? names.yes : names.no;
    case "phone":
      return formatPhone(String(value));
    case "money":
      return `${value}${field.limits.currency ? ` ${field.limits.currency}` : ""}`;
    case "user":
      return list.map((id) => names.person(id) ?? id).join(", ");
    case "attachment":
      return list.map((id) => names.file(id) ?? id).join(", ");
    default:
      return list.join(", ");
  }
}

/** The value of a field of this ticket; the fields that every installation has are columns of the ticket. */
export function fieldOf(row: Pick<TicketRow, "title" | "priority" | "phone" | "values">, code: string): FieldValue {
  if (code === "title") return row.title;
  if (code === "priority") return row.priority;
  if (code === "phone") return row.phone;
  return row.values[code] ?? null;
}
