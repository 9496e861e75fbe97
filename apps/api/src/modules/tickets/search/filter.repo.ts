import { FILTER_COLUMNS, type FilterColumn, type FilterCondition, type TicketField, type TicketFilter } from "@cloverdesk/contracts";
import { phoneParts } from "@cloverdesk/rules/phone";
import { FOLD_VERSION } from "@cloverdesk/rules/text";
import { Prisma } from "../../../platform/db/client.ts";
import { AppError } from "../../../platform/http/app-error.ts";
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

type Sql = Prisma.Sql;

/** Whether any condition is about a field of the form, so that the content must be joined. */
export function asksContent(filter: TicketFilter): boolean {
  if ("all" in filter) return filter.all.some(asksContent);
  if ("any" in filter) return filter.any.some(asksContent);
  if ("not" in filter) return asksContent(filter.not);
  return filter.field.startsWith("f:") || filter.field === "title";
}

/**
 * The filter as a condition over `t` (ticket) and `c` (ticket_content). Every value is a parameter; names of columns come from the table below, codes of
 * fields from the field library and no further than that.
 */
export function filterSql(filter: TicketFilter, ground: FilterGround): Sql {
  if ("all" in filter) return filter.all.length === 0 ? Prisma.sql`TRUE` : joined(filter.all, " AND ", ground);
  if ("any" in filter) return joined(filter.any, " OR ", ground);
  if ("not" in filter) return Prisma.sql`(${filterSql(filter.not, ground)}) IS NOT TRUE`;
  if (!filter.field.startsWith("f:")) return columnSql(filter.field as FilterColumn, filter, ground);
  const code = filter.field.slice(2);
  // Their values are columns of the ticket.
  if (isSystemField(code)) return columnSql(code, filter, ground);
  const field = ground.fields.get(code);
  if (!field) throw new AppError("tickets.field_unknown", { fields: { [filter.field]: "unknown_field" } });
  return fieldSql(field, filter, ground);
}

const joined = (parts: TicketFilter[], by: string, ground: FilterGround): Sql =>
  Prisma.sql`(${Prisma.join(
    parts.map((part) => filterSql(part, ground)),
    by,
  )})`;

const COLUMNS: Record<FilterColumn, Sql> = {
  number: Prisma.sql`t.no`,
  title: Prisma.sql`t.title`,
  phone: Prisma.sql`t.phone`,
  type: Prisma.sql`t.type_id`,
  node: Prisma.sql`t.node`,
  state: Prisma.sql`t.state`,
  priority: Prisma.sql`t.priority`,
  source: Prisma.sql`t.source`,
  category: Prisma.sql`t.category_id`,
  customer: Prisma.sql`t.customer_id`,
  handler: Prisma.sql`t.handler_id`,
  group: Prisma.sql`t.group_id`,
  creator: Prisma.sql`t.creator_id`,
  createdAt: Prisma.sql`t.created_at`,
  changedAt: Prisma.sql`t.changed_at`,
  finishedAt: Prisma.sql`t.finished_at`,
  dueAt: Prisma.sql`t.due_at`,
};

function columnSql(name: FilterColumn, condition: FilterCondition, ground: FilterGround): Sql {
  const column = COLUMNS[name];
  switch (FILTER_COLUMNS[name]) {
    case "number":
      return ordered(column, condition, "bigint", (value) => whole(condition, value), ground);
    case "moment":
      return ordered(column, condition, "timestamptz", (value) => moment(condition, value), ground);
    case "text":
      return name === "phone" ? phoneSql(column, condition) : textSql("title", column, condition);
    case "id": {
      const ids = (values: Values): Sql => Prisma.sql`${values.map((value) => uuid(condition, value, ground))}::uuid[]`;
      return name === "category" ? oneOf(column, condition, (values) => withBelow(ids(values)), true) : oneOf(column, condition, ids);
    }
    case "code":
      if (name === "node") return atNode(condition, ground);
      return oneOf(column, condition, (values) => Prisma.sql`${values.map(String)}::text[]`);
  }
}

/** Nodes of a type, or of whatever type has one of that code. */
function atNode(condition: FilterCondition, ground: FilterGround): Sql {
  const { op, values } = condition;
  if (values.length === 0) throw refused(condition, "values are missing");
  if (op !== "any_of" && op !== "none_of") throw refused(condition, "not for this kind of field");
  const places = values.map((value) => {
    const [type = "", code] = String(value).split("/");
    if (code === undefined) return Prisma.sql`t.node = ${String(value)}`;
    return Prisma.sql`(t.type_id = ${uuid(condition, type, ground)}::uuid AND t.node = ${code})`;
  });
  const there = Prisma.sql`(${Prisma.join(places, " OR ")})`;
  return op === "any_of" ? there : Prisma.sql`NOT ${there}`;
}

/** The value of a field as it is indexed: numbers as numbers, all else as its first 200 characters. `code` is the field library's. */
export function fieldKey(field: Pick<TicketField, "code" | "kind">): Sql {
  return Prisma.raw(fieldKeyText(field, "c.fields"));
}

/** The same as text, for the index itself. Throws on a code that is not one: it is the only thing that becomes part of a statement. */
export function fieldKeyText({ code, kind }: Pick<TicketField, "code" | "kind">, fields = "fields"): string {
  if (!/^[a-z][a-z0-9_]{1,39}$/.test(code)) throw new Error(`${code} is no field code`);
  return isNumeric(kind) ? `((${fields}->>'${code}')::numeric)` : `left(${fields}->>'${code}', 200)`;
}

function fieldSql(field: TicketField, condition: FilterCondition, ground: FilterGround): Sql {
  const key = fieldKey(field);
  if (condition.op === "empty") return Prisma.sql`NOT (c.fields ? ${field.code})`;
  if (condition.op === "filled") return Prisma.sql`c.fields ? ${field.code}`;
  if (isList(field.kind)) return listed(field, condition);
  if (field.kind === "phone") return phoneSql(key, condition);
  if (isNumeric(field.kind)) return ordered(key, condition, "numeric", (value) => amount(condition, value), ground);
  if (isWritten(field.kind) || condition.op === "contains")
    return textSql(field.code, Prisma.sql`(c.fields->>${field.code}::text)`, condition, key);
  if (condition.op === "any_of" && !field.indexReady) return contained(field, condition, ground);
  if (field.kind === "date") return ordered(key, condition, "text", (value) => day(condition, value), ground);
  return oneOf(key, condition, (values) => Prisma.sql`${values.map((value) => person(value, ground))}::text[]`);
}

/** Fields that hold several: any of the values is among them. Served by the GIN index over all fields. */
function listed(field: TicketField, condition: FilterCondition): Sql {
  const any = (values: Values): Sql =>
    Prisma.join(
      values.map((value) => Prisma.sql`c.fields @> ${JSON.stringify({ [field.code]: [String(value)] })}::jsonb`),
      " OR ",
    );
  if (condition.values.length === 0) throw refused(condition, "values are missing");
  if (condition.op === "any_of") return Prisma.sql`(${any(condition.values)})`;
  if (condition.op === "none_of") return Prisma.sql`(${any(condition.values)}) IS NOT TRUE`;
  throw refused(condition, "not for this kind of field");
}

/** Equality with a field that has no index of its own. */
function contained(field: TicketField, condition: FilterCondition, ground: FilterGround): Sql {
  if (condition.values.length === 0) throw refused(condition, "values are missing");
  const each = condition.values.map((value) => {
    const stored = field.kind === "switch" ? switchMeant(value) : field.kind === "date" ? day(condition, value) : person(value, ground);
    return Prisma.sql`c.fields @> ${JSON.stringify({ [field.code]: stored })}::jsonb`;
  });
  return Prisma.sql`(${Prisma.join(each, " OR ")})`;
}

/** A category stands for those below it as well. */
const withBelow = (ids: Sql): Sql => Prisma.sql`ARRAY(WITH RECURSIVE below AS (
  SELECT id FROM category_ref WHERE id = ANY(${ids}) UNION SELECT k.id FROM category_ref k JOIN below b ON k.parent_id = b.id) SELECT id FROM below)`;

/** `several`: the list may be longer than what was asked for. */
function oneOf(column: Sql, condition: FilterCondition, list: (values: Values) => Sql, several = condition.values.length > 1): Sql {
  const { op, values } = condition;
  if (op === "empty") return Prisma.sql`${column} IS NULL`;
  if (op === "filled") return Prisma.sql`${column} IS NOT NULL`;
  if (values.length === 0) throw refused(condition, "values are missing");
  // One value: an equality, along which an index keeps the order of the list.
  if (op === "any_of") return several ? Prisma.sql`${column} = ANY(${list(values)})` : Prisma.sql`${column} = (${list(values)})[1]`;
  if (op === "none_of") return Prisma.sql`(${column} = ANY(${list(values)})) IS NOT TRUE`;
  throw refused(condition, "not for this kind of field");
}

type OrderedType = "bigint" | "timestamptz" | "numeric" | "text";
const CASTS: Record<OrderedType, Sql> = {
  bigint: Prisma.sql`::bigint`,
  timestamptz: Prisma.sql`::timestamptz`,
  numeric: Prisma.sql`::numeric`,
  text: Prisma.sql`::text`,
};

function ordered(
  column: Sql,
  condition: FilterCondition,
  type: OrderedType,
  read: (value: Values[number] | undefined) => string,
  ground: FilterGround,
): Sql {
  const { op, values } = condition;
  const cast = CASTS[type];
  const [first, second] = values;
  switch (op) {
    case "empty":
    case "filled":
    case "any_of":
    case "none_of":
      return oneOf(
        column,
        condition,
        (given) => Prisma.sql`ARRAY[${Prisma.join(given.map((value) => Prisma.sql`${read(value)}${cast}`))}]`,
      );
    case "at_least":
      return Prisma.sql`${column} >= ${read(first)}${cast}`;
    case "at_most":
      return Prisma.sql`${column} <= ${read(first)}${cast}`;
    case "between":
      return Prisma.sql`${column} BETWEEN ${read(first)}${cast} AND ${read(second)}${cast}`;
    case "within_days":
      return withinDays(column, condition, type, ground);
    default:
      throw refused(condition, "not for this kind of field");
  }
}

function withinDays(column: Sql, condition: FilterCondition, type: OrderedType, ground: FilterGround): Sql {
  if (type !== "timestamptz" && type !== "text") throw refused(condition, "not for this kind of field");
  const [from, to] = type === "text" ? daysMeant(condition, ground) : spanMeant(condition, ground);
  return Prisma.sql`${column} BETWEEN ${from}${CASTS[type]} AND ${to}${CASTS[type]}`;
}

/**
 * A text by its fold, which `folded` holds where it is not the text itself. Rows of an earlier fold are compared without regard to case until they are
 * folded again. No index serves a text in the middle, so all of it is looked through; equality is with the first 200 characters, as indexed (`exact`).
 */
function textSql(code: string, column: Sql, condition: FilterCondition, exact: Sql = column): Sql {
  const folded = Prisma.sql`coalesce(c.folded->>${code}::text, ${column})`;
  const isOld = Prisma.sql`c.fold_version < ${FOLD_VERSION}`;
  const { op, values } = condition;
  if (op === "contains") {
    const sought = partMeant(condition);
    return Prisma.sql`(${folded} LIKE ${likePattern(sought)} OR (${isOld} AND ${column} ILIKE ${likePattern(String(values[0]).trim())}))`;
  }
  if (op !== "any_of" && op !== "none_of") return oneOf(exact, condition, () => Prisma.empty);
  if (values.length === 0) throw refused(condition, "values are missing");
  const { folds, typed } = textsMeant(condition);
  const is = Prisma.sql`(${exact} = ANY(${typed}::text[]) OR ${folded} = ANY(${folds}::text[]))`;
  return op === "any_of" ? is : Prisma.sql`${is} IS NOT TRUE`;
}

/** A telephone number by its digits, in whatever spelling it is asked for. Equality without an extension is with the number at any extension. */
function phoneSql(column: Sql, condition: FilterCondition): Sql {
  const { op, values } = condition;
  if (op === "contains") {
    const digits = digitsMeant(condition);
    if (digits === undefined) return Prisma.sql`FALSE`;
    return Prisma.sql`${column} LIKE ${likePattern(digits)}`;
  }
  if (op !== "any_of" && op !== "none_of") return oneOf(column, condition, () => Prisma.empty);
  if (values.length === 0) throw refused(condition, "values are missing");
  const kept = values.map(phoneMeant);
  const atExtension = kept
    .filter((value) => phoneParts(value).extension === null)
    .map((value) => `${value.replace(/[\\%_]/g, "\\$&")};ext=%`);
  const is = Prisma.sql`(${column} = ANY(${kept}::text[]) OR ${column} LIKE ANY(${atExtension}::text[]))`;
  return op === "any_of" ? is : Prisma.sql`${is} IS NOT TRUE`;
}

/** A pattern that finds exactly this text anywhere. */
export const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;
