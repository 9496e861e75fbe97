import type { Bilingual, MyList, TicketFilter, TicketSort } from "@cloverdesk/contracts";
import { isFindable, type SearchWord } from "@cloverdesk/rules/text";
import { Prisma, prepared, type Reader } from "../../../platform/db/client.ts";
import { asksContent, filterSql, likePattern } from "./filter.repo.ts";
import type { FilterGround } from "./filter-values.ts";
import { type SearchCursor, sortSql } from "./sort.repo.ts";

type Sql = Prisma.Sql;

/** One line of a list as read. */
export interface RowRecord {
  id: string;
  no: bigint;
  version: number;
  title: string;
  state: string;
  priority: string;
  typeId: string;
  flowVersion: number;
  node: string;
  phone: string | null;
  groupId: string | null;
  groupName: string | null;
  groupNameEn: string | null;
  handlerId: string | null;
  handlerName: string | null;
  creatorId: string | null;
  creatorName: string | null;
  category: { id: string; zh: string; en: string } | null;
  customer: { id: string; name: string; level: string | null; tags: string[] } | null;
  /** Moments are PostgreSQL's text (UTC): a page has hundreds of them, and each is only written again. */
  createdAt: string;
  changedAt: string;
  finishedAt: string | null;
  dueAt: string | null;
  warnAt: string | null;
  fields: Record<string, never>;
  mark: { flag: string | null; remindAt: string | null; remindText: string } | null;
}

/** Which values of the form rows carry: those of all its fields, or of these. */
export type ShownFields = "all" | readonly string[];

const columnsWith = (
  fields: Sql,
): Sql => Prisma.sql`t.id, t.no, t.version, t.title, t.state, t.priority, t.type_id AS "typeId", t.flow_version AS "flowVersion", t.node, t.phone,
  t.group_id AS "groupId", g.name AS "groupName", g.name_en AS "groupNameEn", t.handler_id AS "handlerId", h.display_name AS "handlerName", t.creator_id AS "creatorId", a.display_name AS "creatorName",
  t.created_at::text AS "createdAt", t.changed_at::text AS "changedAt", t.finished_at::text AS "finishedAt", t.due_at::text AS "dueAt", t.warn_at::text AS "warnAt", ${fields} AS fields,
  CASE WHEN k.id IS NULL THEN NULL ELSE jsonb_build_object('id', k.id, 'zh', k.name_zh, 'en', k.name_en) END AS category,
  CASE WHEN u.id IS NULL THEN NULL ELSE jsonb_build_object('id', u.id, 'name', u.name, 'level', u.level, 'tags', u.tags) END AS customer`;
const NAME_JOINS = Prisma.sql`LEFT JOIN skill_group_ref g ON g.id = t.group_id LEFT JOIN person_ref h ON h.id = t.handler_id
  LEFT JOIN person_ref a ON a.id = t.creator_id LEFT JOIN category_ref k ON k.id = t.category_id LEFT JOIN customer_ref u ON u.id = t.customer_id`;
export const ROW_COLUMNS = columnsWith(Prisma.sql`x.fields`);
export const ROW_JOINS = Prisma.sql`JOIN ticket_content x ON x.ticket_id = t.id ${NAME_JOINS}`;

/** Columns and joins of rows with these fields. Without any the content, most of what a ticket weighs, is not read. */
function rowSql(fields: ShownFields): { columns: Sql; joins: Sql } {
  if (fields === "all") return { columns: ROW_COLUMNS, joins: ROW_JOINS };
  if (fields.length === 0) return { columns: columnsWith(Prisma.sql`'{}'::jsonb`), joins: NAME_JOINS };
  const some = Prisma.sql`(SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(x.fields) WHERE key = ANY(${[...fields]}::text[]))`;
  return { columns: columnsWith(some), joins: ROW_JOINS };
}

/** The reader's own flag and reminder. */
export const MARK = (personId: string): Sql =>
  Prisma.sql`(SELECT jsonb_build_object('flag', m.flag, 'remindAt', m.remind_at, 'remindText', m.remind_text) FROM ticket_mark m WHERE m.ticket_id = t.id AND m.person_id = ${personId}::uuid) AS mark`;

/** Rows of these tickets, without anybody's marks. */
export function rowsOf(reader: Reader, ids: string[]): Promise<RowRecord[]> {
  return reader.$queryRaw<RowRecord[]>(
    prepared`SELECT ${ROW_COLUMNS}, NULL AS mark FROM ticket t ${ROW_JOINS} WHERE t.id = ANY(${ids}::uuid[])`,
  );
}

/** Whose lists and searches, and how far they reach: everybody's tickets, those of one's groups and one's own, or one's own and what waits for one's groups. */
export interface Reach {
  kind: "all" | "group" | "own";
  personId: string;
  groupIds: string[];
}

function reachSql({ kind, personId, groupIds }: Reach): Sql {
  if (kind === "all") return Prisma.sql`TRUE`;
  const tied = Prisma.sql`t.id IN (SELECT ticket_id FROM ticket_person WHERE person_id = ${personId}::uuid)`;
  const inGroup = Prisma.sql`t.group_id = ANY(${groupIds}::uuid[])`;
  if (kind === "group") return Prisma.sql`(${tied} OR ${inGroup})`;
  return Prisma.sql`(${tied} OR (${inGroup} AND t.state = 'open' AND t.handler_id IS NULL))`;
}

/** Tickets with a mark of this person, of which some may have gone out of reach since; those wait for the day they come back. */
const markedSql = (who: Reach): Sql =>
  Prisma.sql`ticket_mark m JOIN ticket t ON t.id = m.ticket_id WHERE m.person_id = ${who.personId}::uuid AND ${reachSql(who)}`;

const TIES = { transferred: "transferred", finished: "finished", copied: "copied", created: "created", involved: "involved" } as const;

/** What makes a ticket one of this list's. */
function inList(list: MyList, who: Reach): Sql {
  const me = Prisma.sql`${who.personId}::uuid`;
  switch (list) {
    case "waiting":
      return Prisma.sql`t.group_id = ANY(${who.groupIds}::uuid[]) AND t.state = 'open' AND t.handler_id IS NULL`;
    case "handling":
      return Prisma.sql`t.handler_id = ${me} AND t.state = 'open'`;
    case "marked":
      return Prisma.sql`t.id IN (SELECT ticket_id FROM ticket_mark WHERE person_id = ${me}) AND ${reachSql(who)}`;
    default:
      return Prisma.sql`t.id IN (SELECT ticket_id FROM ticket_person WHERE person_id = ${me} AND ${Prisma.raw(TIES[list])})`;
  }
}

/** The page of a list, cut before anything is joined to it. */
function listPage(list: MyList, who: Reach, before: bigint | null, limit: number): Sql {
  const older = (column: Sql): Sql => (before === null ? Prisma.empty : Prisma.sql`AND ${column} < ${before}`);
  switch (list) {
    case "waiting":
      return Prisma.sql`SELECT t.* FROM unnest(${who.groupIds}::uuid[]) AS mine(id), LATERAL (
        SELECT * FROM ticket WHERE group_id = mine.id AND state = 'open' AND handler_id IS NULL ${older(Prisma.sql`no`)} ORDER BY no DESC LIMIT ${limit}) AS t
        ORDER BY t.no DESC LIMIT ${limit}`;
    case "handling":
      return Prisma.sql`SELECT * FROM ticket WHERE handler_id = ${who.personId}::uuid AND state = 'open' ${older(Prisma.sql`no`)} ORDER BY no DESC LIMIT ${limit}`;
    case "marked":
      return Prisma.sql`SELECT t.* FROM ${markedSql(who)} ${older(Prisma.sql`m.no`)} ORDER BY m.no DESC LIMIT ${limit}`;
    default:
      return Prisma.sql`SELECT t.* FROM (SELECT ticket_id, no FROM ticket_person WHERE person_id = ${who.personId}::uuid AND ${Prisma.raw(TIES[list])} ${older(Prisma.sql`no`)} ORDER BY no DESC LIMIT ${limit}) AS mine
        JOIN ticket t ON t.id = mine.ticket_id ORDER BY t.no DESC`;
  }
}

export function listMine(
  reader: Reader,
  list: MyList,
  who: Reach,
  before: bigint | null,
  limit: number,
  fields: ShownFields = "all",
): Promise<RowRecord[]> {
  const { columns, joins } = rowSql(fields);
  return reader.$queryRaw<RowRecord[]>(prepared`
    WITH t AS MATERIALIZED (${listPage(list, who, before, limit)}) SELECT ${columns}, ${MARK(who.personId)} FROM t ${joins} ORDER BY t.no DESC`);
}

/** How many tickets are in a list, counted up to `upTo`. */
export async function countList(reader: Reader, list: MyList, who: Reach, upTo: number): Promise<number> {
  const [row] = await reader.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM (${listPage(list, who, null, upTo)}) AS counted`;
  return row?.n ?? 0;
}

/** Counted up to here: beyond it nobody reads the figure, and counting on would make it dearer with every year. */
export const COUNTED_TO = 1_000;

export interface WaitingRecord {
  skillGroupId: string;
  name: Bilingual;
  n: number;
}
export interface CountsRecord {
  waiting: WaitingRecord[] | null;
  handling: number;
  transferred: number;
  finished: number;
  copied: number;
  created: number;
  involved: number;
  marked: number;
}

const upTo = (from: Sql): Sql => Prisma.sql`(SELECT count(*)::int FROM (SELECT 1 FROM ${from} LIMIT ${COUNTED_TO + 1}) AS counted)`;
const waitingSql = (
  groupIds: string[],
): Sql => Prisma.sql`SELECT g.id AS "skillGroupId", jsonb_build_object('zh', g.name, 'en', g.name_en) AS name,
  ${upTo(Prisma.sql`ticket WHERE group_id = g.id AND state = 'open' AND handler_id IS NULL`)} AS n FROM skill_group_ref g WHERE g.id = ANY(${groupIds}::uuid[])`;

export const countWaiting = (reader: Reader, groupIds: string[]): Promise<WaitingRecord[]> =>
  reader.$queryRaw(prepared`${waitingSql(groupIds)} ORDER BY g.name`);

export async function countMine(reader: Reader, who: Reach): Promise<CountsRecord> {
  const { personId, groupIds } = who;
  const tied = (name: string): Sql => upTo(Prisma.sql`ticket_person WHERE person_id = ${personId}::uuid AND ${Prisma.raw(name)}`);
  const [row] = await reader.$queryRaw<CountsRecord[]>(prepared`
    SELECT (SELECT jsonb_agg(w ORDER BY w.name->>'zh') FROM (${waitingSql(groupIds)}) AS w) AS waiting,
      ${upTo(Prisma.sql`ticket WHERE handler_id = ${personId}::uuid AND state = 'open'`)} AS handling,
      ${tied("transferred")} AS transferred, ${tied("finished")} AS finished, ${tied("copied")} AS copied, ${tied("created")} AS created, ${tied("involved")} AS involved,
      ${upTo(markedSql(who))} AS marked`);
  return row!;
}

export interface Search {
  /** Only the tickets of this one of my lists; all in reach when left out. */
  list?: MyList | undefined;
  filter: TicketFilter | undefined;
  words: SearchWord[];
  /** What `wordHits` said of the words, where page after page is read; asked when left out. */
  hits?: string[] | null;
  sort: TicketSort;
  after: SearchCursor | null;
  limit: number;
}
export type FoundRecord = RowRecord & { sortKey: string | null };

/** Words with more hits than this are common: walking from the newest finds a page sooner than gathering all of their hits. */
const COMMON = 3_000;
/** So many of the newest tickets are looked at first; words in this many of them are common as well, without asking the index. */
const NEWEST = 500;
const OFTEN = 5;

/**
 * A page of the tickets in reach that fit. Two statements: which tickets, planned for what is looked for (the way to them is chosen here, because the
 * planner cannot know how common a word is); then all that a row shows of them, eight tables that are always joined the same way, planned once.
 */
export async function searchTickets(
  reader: Reader,
  reach: Reach,
  search: Search,
  ground: FilterGround,
  fields: ShownFields = "all",
): Promise<FoundRecord[]> {
  const sought = await soughtSql(reader, reach, search, ground);
  if (!sought) return [];
  const { conditions, content } = sought;
  const { key, order, after } = sortSql(search, ground, content);
  if (after) conditions.push(after);
  const from = isWaitingByDue(search) ? waitingByDue(reach, search) : sought.from;
  const found = await reader.$queryRaw<{ id: string; sortKey: string | null }[]>`
    SELECT t.id, (${key})::text AS "sortKey" FROM ${from} WHERE ${Prisma.join(conditions, " AND ")} ORDER BY ${order} LIMIT ${search.limit}`;
  if (found.length === 0) return [];
  const rows = await rowsInOrder(
    reader,
    found.map(({ id }) => id),
    reach.personId,
    fields,
  );
  return rows.map((row) => Object.assign(row, { sortKey: found[row.place - 1]!.sortKey }));
}

/** How everybody's list of waiting tickets stands, until they sort or filter it. */
const isWaitingByDue = ({ list, filter, words, sort }: Search): boolean =>
  list === "waiting" && !filter && words.length === 0 && sort.by === "dueAt" && !sort.descending;

/** The next page of each group's waiting tickets, by an index that has them in this order: no backlog is read whole for fifty rows. */
function waitingByDue({ groupIds }: Reach, { after, limit }: Search): Sql {
  const part = (where: Sql, order: Sql): Sql =>
    Prisma.sql`(SELECT * FROM ticket WHERE group_id = mine.id AND state = 'open' AND handler_id IS NULL ${where} ORDER BY ${order} LIMIT ${limit})`;
  const undue = (where: Sql): Sql => part(Prisma.sql`AND due_at IS NULL ${where}`, Prisma.sql`no`);
  const due = (where: Sql): Sql => part(where, Prisma.sql`due_at, no`);
  const page = !after
    ? due(Prisma.empty)
    : after.key === null
      ? undue(Prisma.sql`AND no > ${BigInt(after.no)}`)
      : Prisma.sql`${due(Prisma.sql`AND (due_at, no) > (${after.key}::timestamptz, ${BigInt(after.no)})`)} UNION ALL ${undue(Prisma.empty)}`;
  return Prisma.sql`(SELECT page.* FROM unnest(${groupIds}::uuid[]) AS mine(id), LATERAL (${page}) AS page OFFSET 0) AS t`;
}

/** Rows of these tickets in their order, with this reader's marks. */
function rowsInOrder(reader: Reader, ids: string[], personId: string, fields: ShownFields): Promise<(RowRecord & { place: number })[]> {
  const { columns, joins } = rowSql(fields);
  return reader.$queryRaw(prepared`
    SELECT ${columns}, ${MARK(personId)}, page.place::int AS place FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS page(id, place)
    JOIN ticket t ON t.id = page.id ${joins} ORDER BY page.place`);
}

/** How many tickets a search finds, counted up to `upTo`. */
export async function countFound(
  reader: Reader,
  reach: Reach,
  search: Omit<Search, "after" | "limit">,
  ground: FilterGround,
  upTo: number,
): Promise<number> {
  const sought = await soughtSql(reader, reach, search, ground);
  if (!sought) return 0;
  const { after } = sortSql({ ...search, after: null }, ground, sought.content);
  const conditions = Prisma.join(after ? [...sought.conditions, after] : sought.conditions, " AND ");
  const [row] = await reader.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM (SELECT 1 FROM ${sought.from} WHERE ${conditions} LIMIT ${upTo}) AS counted`;
  return row?.n ?? 0;
}

/** What a search asks of a ticket, and of which tables; null when its words stand nowhere. */
async function soughtSql(
  reader: Reader,
  reach: Reach,
  search: Omit<Search, "after" | "limit">,
  ground: FilterGround,
): Promise<{ conditions: Sql[]; from: Sql; content: boolean } | null> {
  const hits = search.hits === undefined ? await wordHits(reader, search.words) : search.hits;
  if (search.words.length > 0 && hits?.length === 0) return null;
  // A list has its own reach.
  const conditions = [search.list ? Prisma.sql`TRUE` : reachSql(reach)];
  if (search.filter) conditions.push(filterSql(search.filter, ground));
  // Common words: whatever the index says of them, the newest tickets are walked and compared.
  if (hits === null) for (const word of search.words) conditions.push(hasWord(word));
  const content = hits === null || search.sort.by.startsWith("f:") || (search.filter !== undefined && asksContent(search.filter));
  // Few words' tickets are fetched by their ids and then put in order: left to itself the planner walks millions of others for a page of two thousand.
  // For the same reason a list is read whole and then put in order: it is short beside all tickets.
  const listed = search.list ? Prisma.sql`WHERE ${inList(search.list, reach)}` : Prisma.empty;
  const tickets =
    hits && hits.length > 0
      ? Prisma.sql`(SELECT t.* FROM unnest(${hits}::uuid[]) AS found(id) JOIN ticket t ON t.id = found.id ${listed} OFFSET 0) AS t`
      : search.list
        ? Prisma.sql`(SELECT t.* FROM ticket t ${listed} OFFSET 0) AS t`
        : Prisma.sql`ticket t`;
  return { conditions, from: content ? Prisma.sql`${tickets} JOIN ticket_content c ON c.ticket_id = t.id` : tickets, content };
}

/** Any of these conditions. */
const anyOf = (conditions: Sql[]): Sql => (conditions.length === 1 ? conditions[0]! : Prisma.sql`(${Prisma.join(conditions, " OR ")})`);
const hasWord = (word: SearchWord): Sql => anyOf(word.map((spelling) => Prisma.sql`c.search LIKE ${likePattern(spelling)}`));
const hasGrams = (word: SearchWord): Sql =>
  anyOf(word.filter(isFindable).map((spelling) => Prisma.sql`search_grams(c.search) @> search_grams(${spelling})`));

/**
 * Ids of the tickets with all these words; null when they are common. Words too short for the index are compared among what the others find; a search of
 * such words alone finds only the ticket of that number.
 */
export async function wordHits(reader: Reader, words: SearchWord[]): Promise<string[] | null> {
  if (words.length === 0) return [];
  const like = Prisma.join(words.map(hasWord), " AND ");
  const findable = words.filter((word) => word.some(isFindable));
  if (findable.length > 0) {
    const [probe] = await reader.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM (SELECT search FROM ticket_content ORDER BY no DESC LIMIT ${NEWEST}) AS c WHERE ${like}`;
    if (probe && probe.n >= OFTEN) return null;
  }
  const indexed =
    findable.length > 0
      ? [...findable.map(hasGrams), like]
      : words.map(([word]) => Prisma.sql`c.no = ${/^\d{1,18}$/.test(word) ? BigInt(word) : -1n}`);
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT c.ticket_id AS id FROM ticket_content c WHERE ${Prisma.join(indexed, " AND ")} LIMIT ${COMMON + 1}`;
  return rows.length > COMMON ? null : rows.map((row) => row.id);
}
