import {
  FILTER_COLUMNS,
  type FilterColumn,
  type FilterCondition,
  type FilterOperator,
  type TicketField,
  type TicketFilter,
} from "@cloverdesk/contracts";
import { parsePhone } from "@cloverdesk/rules/phone";

/** A filter as it is built: rows of conditions, all or any of which must hold. One level of groups, which is what people read. */
export interface Group {
  join: "all" | "any";
  conditions: FilterCondition[];
}
export interface Built {
  join: "all" | "any";
  groups: Group[];
}
export const NOTHING: Built = { join: "all", groups: [] };

/** How a field's value is asked for. */
export type ValueKind = "text" | "number" | "date" | "choice" | "person" | "switch" | "presence";

const CHOICES: readonly FilterColumn[] = ["type", "node", "state", "priority", "source", "category", "group"];
const PEOPLE: readonly FilterColumn[] = ["handler", "creator"];
export const COLUMNS = Object.keys(FILTER_COLUMNS) as FilterColumn[];

export function kindOf(name: FilterCondition["field"], fields: readonly TicketField[]): ValueKind {
  if (!name.startsWith("f:")) {
    const column = name as FilterColumn;
    if (CHOICES.includes(column)) return "choice";
    if (PEOPLE.includes(column)) return "person";
    // Which customer is asked by name or telephone, in the words of the search.
    if (column === "customer") return "presence";
    return FILTER_COLUMNS[column] === "moment" ? "date" : FILTER_COLUMNS[column] === "number" ? "number" : "text";
  }
  switch (fields.find((field) => field.code === name.slice(2))?.kind) {
    case "number":
    case "money":
      return "number";
    case "date":
      return "date";
    case "select":
    case "multi_select":
    case "cascade":
      return "choice";
    case "user":
      return "person";
    case "switch":
      return "switch";
    case "attachment":
      return "presence";
    default:
      return "text";
  }
}

const OPERATORS: Record<ValueKind, FilterOperator[]> = {
  text: ["contains", "empty", "filled"],
  number: ["any_of", "at_least", "at_most", "between", "empty", "filled"],
  date: ["within_days", "between", "at_least", "at_most", "empty", "filled"],
  choice: ["any_of", "none_of", "empty", "filled"],
  person: ["any_of", "none_of", "empty", "filled"],
  switch: ["any_of"],
  presence: ["filled", "empty"],
};
const NEVER_EMPTY: readonly string[] = ["number", "title", "type", "node", "state", "priority", "source", "createdAt", "changedAt"];

/** The comparisons that make sense for a field; the first is the usual one. */
export function operatorsOf(name: FilterCondition["field"], fields: readonly TicketField[]): FilterOperator[] {
  const all = OPERATORS[kindOf(name, fields)];
  return NEVER_EMPTY.includes(name) ? all.filter((op) => op !== "empty" && op !== "filled") : all;
}

const needs = (op: FilterOperator): number => (op === "empty" || op === "filled" ? 0 : op === "between" ? 2 : 1);

/** Whether a condition says something: an unfinished one is left out of the search. */
export const isWhole = ({ op, values }: FilterCondition): boolean => values.filter((value) => value !== "").length >= needs(op);

/** Telephones are kept as E.164. A service number stays as it is dialled, which finds it as well as a part of a longer one. */
function asKept(condition: FilterCondition, fields: readonly TicketField[]): FilterCondition {
  if (!isPhone(condition.field, fields)) return condition;
  return { ...condition, values: condition.values.map((value) => (typeof value === "string" ? phoneAsKept(value) : value)) };
}
const isPhone = (name: FilterCondition["field"], fields: readonly TicketField[]): boolean =>
  name === "phone" || fields.some(({ code, kind }) => kind === "phone" && name === `f:${code}`);

function phoneAsKept(text: string): string {
  const parsed = parsePhone(text, { defaultCountry: "CN" });
  if (!parsed.ok) return text.trim();
  return parsed.kind === "service" ? parsed.national : parsed.e164;
}

/** The filter as the api takes it, or undefined when nothing is asked. */
export function toFilter({ join, groups }: Built, fields: readonly TicketField[]): TicketFilter | undefined {
  const parts = groups.flatMap((group): TicketFilter[] => {
    const whole = group.conditions.filter(isWhole).map((condition) => asKept(condition, fields));
    if (whole.length === 0) return [];
    return [whole.length === 1 ? whole[0]! : joined(group.join, whole)];
  });
  if (parts.length === 0) return undefined;
  return parts.length === 1 ? parts[0] : joined(join, parts);
}
const joined = (join: "all" | "any", parts: TicketFilter[]): TicketFilter => (join === "all" ? { all: parts } : { any: parts });

/** A saved filter to go on building on; null when it is deeper than what can be built here (it still searches). */
export function fromFilter(filter: TicketFilter | undefined): Built | null {
  if (!filter) return NOTHING;
  const top = membersOf(filter);
  if (!top) return null;
  if (top.parts.every(isCondition)) return { join: "all", groups: top.parts.length ? [{ join: top.join, conditions: top.parts }] : [] };
  const groups = top.parts.map((part): Group | null => {
    const inner = membersOf(part);
    return inner?.parts.every(isCondition) ? { join: inner.join, conditions: inner.parts } : null;
  });
  return groups.every((group) => group !== null) ? { join: top.join, groups } : null;
}

const isCondition = (filter: TicketFilter): filter is FilterCondition => "op" in filter;

function membersOf(filter: TicketFilter): { join: "all" | "any"; parts: TicketFilter[] } | null {
  if ("op" in filter) return { join: "all", parts: [filter] };
  if ("all" in filter) return { join: "all", parts: filter.all };
  return "any" in filter ? { join: "any", parts: filter.any } : null;
}

export const countOf = (built: Built): number => built.groups.reduce((sum, group) => sum + group.conditions.filter(isWhole).length, 0);
