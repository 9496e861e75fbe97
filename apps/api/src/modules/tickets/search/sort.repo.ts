import { LIST_SORTS, type MyList, type TicketSort } from "@cloverdesk/contracts";
import { Prisma } from "../../../platform/db/client.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { fieldKey } from "./filter.repo.ts";
import { type FilterGround, isNumeric } from "./filter-values.ts";

type Sql = Prisma.Sql;

/** Where a page goes on: after this key of the sort and this number. */
export interface SearchCursor {
  key: string | null;
  no: string;
}

interface Sorted {
  list?: MyList | undefined;
  sort: TicketSort;
  after: SearchCursor | null;
}

/** Key, order and *where it goes on* of a search. `content`: ordered along the content's numbers, where its indexes give that order. */
export function sortSql(
  { list, sort, after }: Sorted,
  { fields }: FilterGround,
  content: boolean,
): { key: Sql; order: Sql; after: Sql | null } {
  const no = content ? Prisma.sql`c.no` : Prisma.sql`t.no`;
  const way = sort.descending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const beyond = sort.descending ? Prisma.sql`<` : Prisma.sql`>`;
  if (sort.by === "number")
    return { key: Prisma.sql`NULL`, order: Prisma.sql`${no} ${way}`, after: after && Prisma.sql`${no} ${beyond} ${BigInt(after.no)}` };
  const { key, cast, isKey } = sortKey(sort, fields, list !== undefined);
  if (after && (after.key === null ? !list : !isKey(after.key)))
    throw new AppError("request.invalid", { fields: { cursor: "not a cursor of this list" } });
  if (list) {
    // No ticket leaves a list because it is sorted: those without a value come last.
    const beyondAfter = ({ key: last, no: lastNo }: SearchCursor): Sql =>
      last === null
        ? Prisma.sql`(${key} IS NULL AND ${no} ${beyond} ${BigInt(lastNo)})`
        : Prisma.sql`((${key}, ${no}) ${beyond} (${last}${cast}, ${BigInt(lastNo)}) OR ${key} IS NULL)`;
    return { key, order: Prisma.sql`(${key}) IS NULL, ${key} ${way}, ${no} ${way}`, after: after && beyondAfter(after) };
  }
  // Only open tickets are due, and the index by due time holds no others.
  const filled = sort.by === "dueAt" ? Prisma.sql`${key} IS NOT NULL AND t.state = 'open'` : Prisma.sql`${key} IS NOT NULL`;
  return {
    key,
    order: Prisma.sql`${key} ${way}, ${no} ${way}`,
    // Said in so many words, since the planner does not see it in a row comparison and would pass the field's partial index by.
    after: after ? Prisma.sql`${filled} AND (${key}, ${no}) ${beyond} (${after.key}${cast}, ${BigInt(after.no)})` : filled,
  };
}

interface SortKey {
  key: Sql;
  cast: Sql;
  /** Whether a cursor may hold this as the key. */
  isKey(text: string): boolean;
}

const momentKey = (key: Sql): SortKey => ({
  key,
  cast: Prisma.sql`::timestamptz`,
  isKey: (text) => /^\d{4}-\d{2}-\d{2} [\d:.]+\+00$/.test(text),
});
const LIST_KEYS: Record<(typeof LIST_SORTS)[number], SortKey> = {
  priority: {
    key: Prisma.sql`array_position(ARRAY['low', 'normal', 'high', 'urgent'], t.priority)`,
    cast: Prisma.sql`::int`,
    isKey: (text) => /^[1-4]$/.test(text),
  },
  changedAt: momentKey(Prisma.sql`t.changed_at`),
  finishedAt: momentKey(Prisma.sql`t.finished_at`),
};
const isListSort = (by: TicketSort["by"]): by is (typeof LIST_SORTS)[number] => (LIST_SORTS as readonly string[]).includes(by);

function sortKey({ by }: TicketSort, fields: FilterGround["fields"], ofList: boolean): SortKey {
  // A finished ticket is due no more, whatever its time was.
  if (by === "dueAt") return momentKey(ofList ? Prisma.sql`CASE WHEN t.state = 'open' THEN t.due_at END` : Prisma.sql`t.due_at`);
  if (isListSort(by)) {
    if (ofList) return LIST_KEYS[by];
    throw new AppError("tickets.field_not_sortable", { fields: { [by]: "only within a list" } });
  }
  const field = fields.get(by.slice(2));
  if (!field) throw new AppError("tickets.field_unknown", { fields: { [by]: "unknown_field" } });
  if (!field.indexReady) throw new AppError("tickets.field_not_sortable", { fields: { [by]: "no index" } });
  const numeric = isNumeric(field.kind);
  return {
    key: fieldKey(field),
    cast: numeric ? Prisma.sql`::numeric` : Prisma.sql`::text`,
    isKey: (text) => !numeric || /^-?\d{1,20}(\.\d{1,20})?$/.test(text),
  };
}
