import { z } from "zod";
import { type Bilingual, bilingual, id } from "../../kernel/shapes.ts";
import { text } from "../../kernel/text.ts";
import { fieldCode } from "../fields/shapes.ts";

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
    .array(z.union([text(200), z.number(), z.boolean()]))
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

/** Sorts of one of my lists only: among all tickets no index gives these orders. */
export const LIST_SORTS = ["priority", "changedAt", "finishedAt"] as const;

/**
 * By number (which is the order of creation), by due time, by a field that has an index, or in a list by one of `LIST_SORTS`.
 * A search without a list finds only tickets that have a value to sort by. In a list the others come last, whichever way it is sorted.
 */
export const ticketSort = z.object({
  by: z.union([z.enum(["number", "dueAt", ...LIST_SORTS]), fieldName]),
  descending: z.boolean(),
});
export type TicketSort = z.infer<typeof ticketSort>;
export const NEWEST_FIRST: TicketSort = { by: "number", descending: true };

/** The eight lists of *my tickets* (T5). */
export const MY_LISTS = {
  waiting: { zh: "我技能组待分配的", en: "Waiting in my groups" },
  handling: { zh: "我处理中的", en: "In my hands" },
  transferred: { zh: "我转交的", en: "Transferred by me" },
  finished: { zh: "我完成的", en: "Finished by me" },
  copied: { zh: "我被抄送的", en: "Copied to me" },
  created: { zh: "我创建的", en: "Created by me" },
  involved: { zh: "我参与的", en: "I took part" },
  marked: { zh: "我标记的", en: "Flagged and reminders" },
} as const satisfies Record<string, Bilingual>;
export type MyList = keyof typeof MY_LISTS;
export const myList = z.enum(Object.keys(MY_LISTS) as [MyList, ...MyList[]]);

const count = z.object({ count: z.number().int(), /** There are more than were counted. */ more: z.boolean() });
export const waitingCount = count.extend({ skillGroupId: id, name: bilingual });
export const ticketCounts = z.object({
  waiting: z.array(waitingCount),
  handling: count,
  transferred: count,
  finished: count,
  copied: count,
  created: count,
  involved: count,
  marked: count,
});
export type TicketCounts = z.infer<typeof ticketCounts>;
