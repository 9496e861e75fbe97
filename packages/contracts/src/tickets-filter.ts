import { z } from "zod";
import { id } from "./kernel/shapes.ts";
import { fieldCode, plainText } from "./tickets-fields.ts";

/** What every ticket can be filtered by, beside its fields (`f:<field code>`). */
export const FILTER_COLUMNS = {
  number: "number",
  title: "text",
  phone: "text",
  type: "id",
  node: "code",
  state: "code",
  priority: "code",
  source: "code",
  category: "id",
  customer: "id",
  handler: "id",
  group: "id",
  creator: "id",
  createdAt: "moment",
  changedAt: "moment",
  finishedAt: "moment",
  dueAt: "moment",
} as const;
export type FilterColumn = keyof typeof FILTER_COLUMNS;

const columnName = z.enum(Object.keys(FILTER_COLUMNS) as [FilterColumn, ...FilterColumn[]]);
const fieldName = z.templateLiteral(["f:", fieldCode]);

/** `is` and `is_not` compare with the first value; `between` needs two, both included; `within_days` counts back from now (negative: ahead). */
export const filterOperator = z.enum(["any_of", "none_of", "contains", "at_least", "at_most", "between", "within_days", "empty", "filled"]);
export type FilterOperator = z.infer<typeof filterOperator>;

export const filterCondition = z.object({
  field: z.union([columnName, fieldName]),
  op: filterOperator,
  /** `"me"` stands for the person who looks (handler, creator, fields of kind user). A node is `<id of its type>/<code>`, or its code in whatever type. */
  values: z
    .array(z.union([plainText(200), z.number(), z.boolean()]))
    .max(200)
    .default([]),
});
export type FilterCondition = z.infer<typeof filterCondition>;
export type TicketFilter = FilterCondition | { all: TicketFilter[] } | { any: TicketFilter[] } | { not: TicketFilter };

const LIMITS = { depth: 6, conditions: 60 };

const filterNode: z.ZodType<TicketFilter, unknown> = z.lazy(() =>
  z.union([
    filterCondition,
    z.strictObject({ all: z.array(filterNode).max(LIMITS.conditions) }),
    z.strictObject({ any: z.array(filterNode).min(1).max(LIMITS.conditions) }),
    z.strictObject({ not: filterNode }),
  ]),
);

function sizeOf(filter: unknown, depth: number): number {
  if (depth > LIMITS.depth) return Number.POSITIVE_INFINITY;
  if (typeof filter !== "object" || filter === null) return 1;
  const { all, any, not } = filter as { all?: unknown; any?: unknown; not?: unknown };
  const parts = Array.isArray(all) ? all : Array.isArray(any) ? any : not === undefined ? [] : [not];
  return parts.length === 0 ? 1 : parts.reduce<number>((sum, part) => sum + sizeOf(part, depth + 1), 0);
}

/** Conditions joined by and (`all`), or (`any`), not; at most 60 of them, six deep. Measured before it is parsed, so that no depth can hurt. */
export const ticketFilter: z.ZodType<TicketFilter, unknown> = z
  .unknown()
  .refine((filter) => sizeOf(filter, 1) <= LIMITS.conditions, `at most ${LIMITS.conditions} conditions, ${LIMITS.depth} deep`)
  .pipe(filterNode);

/** Newest first by number, or by due time, or by a field that has an index. */
export const ticketSort = z.object({
  by: z.union([z.enum(["number", "dueAt"]), fieldName]),
  descending: z.boolean(),
});
export type TicketSort = z.infer<typeof ticketSort>;
export const NEWEST_FIRST: TicketSort = { by: "number", descending: true };

/** A saved filter with its columns, for oneself, a skill group or everybody. */
export const ticketViewDraft = z.object({
  name: plainText(60).trim().min(1),
  scope: z.enum(["me", "group", "all"]),
  skillGroupId: id.nullable().default(null),
  filter: ticketFilter,
  sort: ticketSort.default(NEWEST_FIRST),
  /** Columns by name or `f:<code>`, in order. */
  columns: z.array(plainText(60)).max(40).default([]),
});
export const ticketView = ticketViewDraft.extend({ id, ownerId: id, version: z.number().int(), can: z.object({ edit: z.boolean() }) });
export type TicketView = z.infer<typeof ticketView>;
