import {
  FILTER_COLUMNS,
  type FieldValue,
  type FieldValues,
  type FilterColumn,
  type FilterCondition,
  type TicketField,
  type TicketFilter,
} from "@cloverdesk/contracts";
import { phoneParts } from "@cloverdesk/rules/phone";
import { fold } from "@cloverdesk/rules/text";
import { AppError } from "../../../platform/http/app-error.ts";
import type { TicketRecord } from "../work/ticket.repo.ts";
import {
  amount,
  day,
  daysMeant,
  digitsMeant,
  type FilterGround,
  isList,
  isNumeric,
  isSystemField,
  isWritten,
  moment,
  partMeant,
  person,
  phoneMeant,
  refused,
  spanMeant,
  switchMeant,
  textsMeant,
  uuid,
  type Values,
  whole,
} from "./filter-values.ts";

/** A ticket that a filter is asked about: its row, and the values of its form. */
export interface FilteredTicket {
  ticket: Pick<TicketRecord, ColumnKey>;
  fields: FieldValues;
}

export interface MemoryGround extends FilterGround {
  /** Ids of the category and of those above it. */
  categoryPath(id: string): readonly string[];
}

/** One condition, what the ticket had there, and whether it held. */
export interface Verdict {
  condition: FilterCondition;
  seen: FieldValue;
  holds: boolean;
}

/**
 * A filter interpreted in memory: the same answer that `filterSql` gives in PostgreSQL, for a ticket that a command has in its hands. `verdicts`, when given,
 * receives every condition that was asked; all are asked, also behind one that decides. A condition over an absent value is true only for `empty` and
 * `none_of`, as in SQL, where `IS NOT TRUE` makes null the same as false.
 */
export function filterHolds(filter: TicketFilter, given: FilteredTicket, ground: MemoryGround, verdicts: Verdict[] = []): boolean {
  const held = (part: TicketFilter): boolean => filterHolds(part, given, ground, verdicts);
  if ("all" in filter) return filter.all.map(held).every(Boolean);
  if ("any" in filter) return filter.any.map(held).some(Boolean);
  if ("not" in filter) return !held(filter.not);
  const { seen, holds } = verdictOf(filter, given, ground);
  verdicts.push({ condition: filter, seen, holds });
  return holds;
}

function verdictOf(condition: FilterCondition, { ticket, fields }: FilteredTicket, ground: MemoryGround): Omit<Verdict, "condition"> {
  const code = condition.field.startsWith("f:") ? condition.field.slice(2) : condition.field;
  if (!condition.field.startsWith("f:") || isSystemField(code)) {
    const value = columnOf(ticket, code as FilterColumn);
    return { seen: seenOf(value), holds: columnHolds(code as FilterColumn, value, condition, ticket, ground) };
  }
  const field = ground.fields.get(code);
  if (!field) throw new AppError("tickets.field_unknown", { fields: { [condition.field]: "unknown_field" } });
  const value = fields[code];
  return { seen: value ?? null, holds: fieldHolds(field, value, condition, ground) };
}

type ColumnValue = string | bigint | Date | null;
type ColumnKey = (typeof KEYS)[FilterColumn];
const KEYS = {
  number: "no",
  title: "title",
  phone: "phone",
  type: "typeId",
  node: "node",
  state: "state",
  priority: "priority",
  source: "source",
  category: "categoryId",
  customer: "customerId",
  handler: "handlerId",
  group: "groupId",
  creator: "creatorId",
  createdAt: "createdAt",
  changedAt: "changedAt",
  finishedAt: "finishedAt",
  dueAt: "dueAt",
} as const satisfies Record<FilterColumn, keyof TicketRecord>;

const columnOf = (ticket: FilteredTicket["ticket"], name: FilterColumn): ColumnValue => ticket[KEYS[name]];
const seenOf = (value: ColumnValue): FieldValue =>
  value instanceof Date ? value.toISOString() : typeof value === "bigint" ? Number(value) : value;

function columnHolds(
  name: FilterColumn,
  value: ColumnValue,
  condition: FilterCondition,
  ticket: FilteredTicket["ticket"],
  ground: MemoryGround,
): boolean {
  switch (FILTER_COLUMNS[name]) {
    case "number":
      return ordered(value === null ? null : Number(value), condition, (each) => Number(whole(condition, each)), null);
    case "moment":
      return ordered(
        value instanceof Date ? value.toISOString() : null,
        condition,
        (each) => moment(condition, each),
        () => spanMeant(condition, ground),
      );
    case "text":
      return name === "phone" ? phoneHolds(textOf(value), condition) : textHolds(textOf(value), condition, true, Number.POSITIVE_INFINITY);
    case "id": {
      const own = name === "category" && typeof value === "string" ? ground.categoryPath(value) : [value];
      return oneOf(
        value,
        condition,
        (values) => values.map((each) => uuid(condition, each, ground)).filter((id) => own.includes(id)).length > 0,
      );
    }
    case "code":
      return name === "node"
        ? atNode(ticket, condition, ground)
        : oneOf(value, condition, (values) => values.map(String).includes(String(value)));
  }
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

function atNode({ typeId, node }: FilteredTicket["ticket"], condition: FilterCondition, ground: FilterGround): boolean {
  const { op, values } = condition;
  if (values.length === 0) throw refused(condition, "values are missing");
  if (op !== "any_of" && op !== "none_of") throw refused(condition, "not for this kind of field");
  const there = values.map((value) => {
    const [type = "", code] = String(value).split("/");
    return code === undefined ? node === String(value) : uuid(condition, type, ground) === typeId && node === code;
  });
  return there.some(Boolean) === (op === "any_of");
}

function fieldHolds(field: TicketField, value: FieldValue | undefined, condition: FilterCondition, ground: FilterGround): boolean {
  if (condition.op === "empty") return value === undefined;
  if (condition.op === "filled") return value !== undefined;
  if (isList(field.kind)) return listHolds(value, condition);
  const text = value === undefined || value === null ? null : String(value);
  if (field.kind === "phone") return phoneHolds(text && first200(text), condition);
  if (isNumeric(field.kind))
    return ordered(text === null ? null : scaled(text), condition, (each) => scaled(amount(condition, each)), null);
  if (isWritten(field.kind) || condition.op === "contains") return textHolds(text, condition, isWritten(field.kind));
  if (field.kind === "date")
    return ordered(
      text,
      condition,
      (each) => day(condition, each),
      () => daysMeant(condition, ground),
    );
  const meant = (each: Values[number]): string =>
    field.kind === "switch" && condition.op === "any_of" && !field.indexReady ? String(switchMeant(each)) : person(each, ground);
  return oneOf(text, condition, (values) => text !== null && values.map(meant).includes(first200(text)));
}

/** As many characters as an index holds. */
const first200 = (text: string): string => (text.length > 200 ? [...text].slice(0, 200).join("") : text);

function listHolds(value: FieldValue | undefined, condition: FilterCondition): boolean {
  const { op, values } = condition;
  if (values.length === 0) throw refused(condition, "values are missing");
  if (op !== "any_of" && op !== "none_of") throw refused(condition, "not for this kind of field");
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return values.some((each) => list.includes(String(each))) === (op === "any_of");
}

function oneOf(value: unknown, condition: FilterCondition, isAmong: (values: Values) => boolean): boolean {
  const { op, values } = condition;
  if (op === "empty") return value === null;
  if (op === "filled") return value !== null;
  if (values.length === 0) throw refused(condition, "values are missing");
  if (op === "any_of") return isAmong(values) && value !== null;
  if (op === "none_of") return !(isAmong(values) && value !== null);
  throw refused(condition, "not for this kind of field");
}

function ordered<T extends string | number | bigint>(
  value: T | null,
  condition: FilterCondition,
  read: (value: Values[number] | undefined) => T,
  within: (() => [T, T]) | null,
): boolean {
  const [first, second] = condition.values;
  const inside = (from: T, to: T): boolean => value !== null && value >= from && value <= to;
  switch (condition.op) {
    case "empty":
    case "filled":
    case "any_of":
    case "none_of":
      return oneOf(value, condition, (values) => values.map(read).includes(value as T));
    case "at_least": {
      const from = read(first);
      return value !== null && value >= from;
    }
    case "at_most": {
      const to = read(first);
      return value !== null && value <= to;
    }
    case "between":
      return inside(read(first), read(second));
    case "within_days":
      if (within) return inside(...within());
  }
  throw refused(condition, "not for this kind of field");
}

const DECIMALS = 20;
/** A decimal number without rounding, in units of its twentieth decimal. */
function scaled(text: string): bigint {
  const plain = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? /^(-?)(\d+)(?:\.(\d+))?$/.exec(Number(text).toFixed(DECIMALS));
  if (!plain) throw new Error(`${text} is no number`);
  const [, sign = "", whole = "", part = ""] = plain;
  return BigInt(`${sign}${whole}${part.slice(0, DECIMALS).padEnd(DECIMALS, "0")}`);
}

/** `isFolded`: texts of the kind are compared folded; others are kept as they are. */
function textHolds(value: string | null, condition: FilterCondition, isFolded: boolean, longest = 200): boolean {
  const folded = value !== null && isFolded ? fold(value) : value;
  const { op, values } = condition;
  if (op === "contains") {
    const sought = partMeant(condition);
    return folded?.includes(sought) ?? false;
  }
  return oneOf(op === "any_of" || op === "none_of" ? true : value, condition, () => {
    const { folds, typed } = textsMeant({ ...condition, values });
    if (value === null || folded === null) return false;
    return typed.includes(longest < value.length ? first200(value) : value) || folds.includes(folded);
  });
}

function phoneHolds(value: string | null, condition: FilterCondition): boolean {
  if (condition.op === "contains") {
    const digits = digitsMeant(condition);
    return digits !== undefined && (value?.includes(digits) ?? false);
  }
  return oneOf(value, condition, (values) =>
    values
      .map(phoneMeant)
      .some((kept) => value === kept || (phoneParts(kept).extension === null && (value?.startsWith(`${kept};ext=`) ?? false))),
  );
}
