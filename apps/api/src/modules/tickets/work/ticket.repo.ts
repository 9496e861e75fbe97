import type { FieldValues } from "@cloverdesk/contracts";
import { Prisma, prepared, type SqlReader } from "../../../platform/db/client.ts";
import type { Ticket, Prisma as Types } from "../../../platform/db/generated/client.ts";
import { RaceLost, type SqlTx, type Tx } from "../../../platform/db/transaction.ts";
import type { Folded } from "../search/search-text.ts";

export type TicketRecord = Ticket;
export type TicketChanges = Partial<Omit<TicketRecord, "id" | "no" | "version" | "changedAt">>;
export type Tie = "created" | "transferred" | "finished" | "copied" | "involved";

/** Columns of a ticket by their names in code. */
export const COLUMNS: Record<keyof TicketRecord, string> = {
  id: "id",
  no: "no",
  version: "version",
  typeId: "type_id",
  flowVersion: "flow_version",
  templateId: "template_id",
  templateVersion: "template_version",
  title: "title",
  priority: "priority",
  phone: "phone",
  categoryId: "category_id",
  customerId: "customer_id",
  source: "source",
  state: "state",
  node: "node",
  groupId: "group_id",
  handlerId: "handler_id",
  creatorId: "creator_id",
  parentId: "parent_id",
  mergedIntoId: "merged_into_id",
  createdAt: "created_at",
  changedAt: "changed_at",
  finishedAt: "finished_at",
  wholeDueAt: "whole_due_at",
  timeLeftMs: "time_left_ms",
  nodeDueAt: "node_due_at",
  dueAt: "due_at",
  warnAt: "warn_at",
  told: "told",
};
/** PostgreSQL types of the columns that change. */
export const TYPES: Record<keyof TicketChanges, string> = {
  typeId: "uuid",
  flowVersion: "int",
  templateId: "uuid",
  templateVersion: "int",
  title: "text",
  priority: "text",
  phone: "text",
  categoryId: "uuid",
  customerId: "uuid",
  source: "text",
  state: "text",
  node: "text",
  groupId: "uuid",
  handlerId: "uuid",
  creatorId: "uuid",
  parentId: "uuid",
  mergedIntoId: "uuid",
  createdAt: "timestamptz",
  finishedAt: "timestamptz",
  wholeDueAt: "timestamptz",
  timeLeftMs: "bigint",
  nodeDueAt: "timestamptz",
  dueAt: "timestamptz",
  warnAt: "timestamptz",
  told: "text",
};
/** All columns, of the table by this name in the query. */
export const ticketColumns = (table: string): Prisma.Sql =>
  Prisma.raw(
    Object.entries(COLUMNS)
      .map(([name, column]) => `${table}.${column} AS "${name}"`)
      .join(", "),
  );
const ALL = ticketColumns("ticket");

/** Locks the ticket for this transaction; of two tickets always the one with the smaller id first. */
export async function lockTicket(tx: SqlTx, id: string): Promise<TicketRecord | null> {
  const [row] = await tx.rows.$queryRaw<TicketRecord[]>(prepared`SELECT ${ALL} FROM ticket WHERE id = ${id}::uuid FOR NO KEY UPDATE`);
  return row ?? null;
}

/** Locks those of these tickets that there are, in the order of their ids. */
export const lockTickets = (tx: SqlTx, ids: string[]): Promise<TicketRecord[]> =>
  tx.rows.$queryRaw<TicketRecord[]>(prepared`SELECT ${ALL} FROM ticket WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`);

/** Those of these tickets that there are. */
export const findTickets = (reader: SqlReader, ids: string[]): Promise<TicketRecord[]> =>
  reader.$queryRaw<TicketRecord[]>(prepared`SELECT ${ALL} FROM ticket WHERE id = ANY(${ids}::uuid[])`);

export async function findTicket(reader: SqlReader, id: string): Promise<TicketRecord | null> {
  const [row] = await reader.$queryRaw<TicketRecord[]>(prepared`SELECT ${ALL} FROM ticket WHERE id = ${id}::uuid`);
  return row ?? null;
}

/** Changes columns, counts the version up and gives the new row; throws RaceLost when the ticket is no longer as the caller saw it. */
export async function changeTicket(tx: SqlTx, ticket: TicketRecord, changes: TicketChanges): Promise<TicketRecord> {
  const sets = Object.entries(changes).map(([name, value]) => Prisma.sql`${Prisma.raw(COLUMNS[name as keyof TicketChanges])} = ${value}`);
  const [row] = await tx.rows.$queryRaw<TicketRecord[]>(prepared`
    UPDATE ticket SET ${Prisma.join([...sets, Prisma.sql`changed_at = ${tx.at}`, Prisma.sql`version = version + 1`])}
    WHERE id = ${ticket.id}::uuid AND version = ${ticket.version} RETURNING ${ALL}`);
  if (!row) throw new RaceLost("the ticket changed meanwhile");
  return row;
}

/** Changes of one locked ticket. */
export interface TicketChange {
  before: TicketRecord;
  changes: TicketChanges;
}

/** The same of many: one statement for all that change the same columns. */
export async function changeTickets(tx: SqlTx, rows: TicketChange[]): Promise<void> {
  const alike = new Map<string, TicketChange[]>();
  for (const row of rows) {
    const key = Object.keys(row.changes).sort().join();
    alike.set(key, [...(alike.get(key) ?? []), row]);
  }
  await Promise.all([...alike.values()].map((each) => changeAlike(tx, each)));
}

async function changeAlike(tx: SqlTx, rows: TicketChange[]): Promise<void> {
  const names = Object.keys(rows[0]?.changes ?? {}).sort() as (keyof TicketChanges)[];
  const sets = names.map((name) => Prisma.raw(`${COLUMNS[name]} = x."${name}"`));
  const shape = ["id uuid", "seen int", ...names.map((name) => `"${name}" ${TYPES[name]}`)].join(", ");
  const given = rows.map(({ before: { id, version: seen }, changes }) => ({ ...changes, id, seen }));
  const asJson = JSON.stringify(given, (_key, value) => (typeof value === "bigint" ? String(value) : value));
  const count = await tx.rows.$executeRaw(prepared`
    UPDATE ticket t SET ${Prisma.join([...sets, Prisma.sql`changed_at = ${tx.at}`, Prisma.sql`version = t.version + 1`])}
    FROM jsonb_to_recordset(${asJson}::jsonb) AS x(${Prisma.raw(shape)}) WHERE t.id = x.id AND t.version = x.seen`);
  if (count !== rows.length) throw new RaceLost("a ticket changed meanwhile");
}

export type NewTicketRow = Omit<Types.TicketUncheckedCreateInput, "no">;

/** Inserts a ticket; null when the id is taken. */
export async function insertTicket(tx: Tx, row: NewTicketRow): Promise<TicketRecord | null> {
  const [made] = await tx.rows.ticket.createManyAndReturn({ data: row, skipDuplicates: true });
  return made ?? null;
}

/** What stands between the fold of a ticket's values and that of its comments. No fold holds one. */
const BREAK = Prisma.sql`E'\\n'`;
/** Both parts of `search`. Rows of before comments were searched have none of the second. */
const VALUES_PART = Prisma.sql`split_part(c.search, ${BREAK}, 1)`;
const COMMENTS_PART = Prisma.sql`split_part(c.search, ${BREAK}, 2)`;

export async function insertContent(tx: Tx, ticket: TicketRecord, fields: FieldValues, folded: Folded): Promise<void> {
  const { search, values, version } = folded;
  await tx.rows.ticketContent.create({
    data: { ticketId: ticket.id, no: ticket.no, fields, search: `${search}\n`, folded: values, foldVersion: version },
  });
}

/** What a form holds from now on; `folded` null: none of its texts changed. */
export interface ContentChange {
  ticketId: string;
  fields: FieldValues;
  folded: Folded | null;
}

/** Writes the values of forms with their fold. Comments stay as they are; those of a row with an earlier fold are left to the refold. */
export async function writeContents(tx: SqlTx, contents: ContentChange[]): Promise<void> {
  if (contents.length === 0) return;
  const given = contents.map(({ ticketId, fields, folded }) => ({
    ticketId,
    fields,
    search: folded?.search ?? null,
    folded: folded?.values ?? null,
  }));
  await tx.rows.$executeRaw(prepared`
    UPDATE ticket_content c SET fields = x.fields, search = CASE WHEN x.search IS NULL THEN c.search ELSE x.search || ${BREAK} || ${COMMENTS_PART} END,
      folded = coalesce(x.folded, c.folded)
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS x("ticketId" uuid, fields jsonb, search text, folded jsonb) WHERE c.ticket_id = x."ticketId"`);
}

/** Tickets are found by these words of a comment as well; `words` is folded. */
export async function addCommentWords(tx: SqlTx, ticketIds: string[], words: string): Promise<void> {
  await tx.rows.$executeRaw(prepared`
    UPDATE ticket_content c SET search = ${VALUES_PART} || ${BREAK} || ${COMMENTS_PART} || ' ' || ${words} WHERE ticket_id = ANY(${ticketIds}::uuid[])`);
}

/** Tickets of a customer are found by another name as well from now on; `name` is folded. */
export async function addCustomerName(tx: Pick<SqlTx, "rows">, customerId: string, name: string): Promise<void> {
  await tx.rows.$executeRaw`
    UPDATE ticket_content c SET search = ${VALUES_PART} || ' ' || ${name} || ${BREAK} || ${COMMENTS_PART}
    FROM ticket t WHERE t.customer_id = ${customerId}::uuid AND c.ticket_id = t.id AND strpos(c.search, ${name}) = 0`;
}

export const readFields = async (reader: SqlReader, ticketId: string): Promise<FieldValues> =>
  (await readFieldsOf(reader, [ticketId])).get(ticketId) ?? {};

/** The values of the forms of these tickets, by ticket id. */
export async function readFieldsOf(reader: SqlReader, ticketIds: string[]): Promise<Map<string, FieldValues>> {
  const rows = await reader.$queryRaw<{ id: string; fields: FieldValues }[]>(
    prepared`SELECT ticket_id AS id, fields FROM ticket_content WHERE ticket_id = ANY(${ticketIds}::uuid[])`,
  );
  return new Map(rows.map(({ id, fields }) => [id, fields]));
}

/** A person who is tied to a ticket, so that they may read it, and find it in the lists of these ties. */
export interface TiedPerson {
  ticket: Pick<TicketRecord, "id" | "no">;
  personId: string;
  ties: Tie[];
}

/** Ties people to a ticket. */
export const tie = (tx: SqlTx, ticket: TiedPerson["ticket"], people: string[], ...ties: Tie[]): Promise<void> =>
  tieAll(
    tx,
    people.map((personId) => ({ ticket, personId, ties })),
  );

/** Ties people to tickets. Writes nothing where all is so already. */
export async function tieAll(tx: SqlTx, tied: TiedPerson[]): Promise<void> {
  if (tied.length === 0) return;
  const rows = tied.map(({ ticket, personId, ties }) => ({
    personId,
    ticketId: ticket.id,
    no: String(ticket.no),
    ...Object.fromEntries(ties.map((name) => [name, true])),
  }));
  // In one order, so that two that tie the same people do not wait for each other.
  await tx.rows.$executeRaw(prepared`
    INSERT INTO ticket_person AS tp (person_id, ticket_id, no, created, transferred, finished, copied, involved)
    SELECT "personId", "ticketId", no, bool_or(coalesce(created, false)), bool_or(coalesce(transferred, false)), bool_or(coalesce(finished, false)),
      bool_or(coalesce(copied, false)), bool_or(coalesce(involved, false))
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x("personId" uuid, "ticketId" uuid, no bigint, created boolean, transferred boolean,
      finished boolean, copied boolean, involved boolean)
    GROUP BY "personId", "ticketId", no ORDER BY "ticketId", "personId"
    ON CONFLICT (person_id, ticket_id) DO UPDATE SET created = tp.created OR excluded.created, transferred = tp.transferred OR excluded.transferred,
      finished = tp.finished OR excluded.finished, copied = tp.copied OR excluded.copied, involved = tp.involved OR excluded.involved
    WHERE (tp.created, tp.transferred, tp.finished, tp.copied, tp.involved) IS DISTINCT FROM
      (tp.created OR excluded.created, tp.transferred OR excluded.transferred, tp.finished OR excluded.finished, tp.copied OR excluded.copied, tp.involved OR excluded.involved)`);
}

export async function isTied(reader: SqlReader, ticketId: string, personId: string): Promise<boolean> {
  const rows = await reader.$queryRaw<unknown[]>(prepared`
    SELECT 1 FROM ticket_person WHERE person_id = ${personId}::uuid AND ticket_id = ${ticketId}::uuid`);
  return rows.length > 0;
}

/** Of these tickets those that the person is tied to. */
export async function tiedAmong(reader: SqlReader, ticketIds: string[], personId: string): Promise<Set<string>> {
  const rows = await reader.$queryRaw<{ id: string }[]>(prepared`
    SELECT ticket_id AS id FROM ticket_person WHERE person_id = ${personId}::uuid AND ticket_id = ANY(${ticketIds}::uuid[])`);
  return new Set(rows.map(({ id }) => id));
}

/** Of these ids the people who are there and active. */
export async function activePeople(reader: SqlReader, ids: string[]): Promise<Set<string>> {
  const rows = await reader.$queryRaw<{ id: string }[]>`SELECT id FROM person_ref WHERE id = ANY(${ids}::uuid[]) AND status = 'active'`;
  return new Set(rows.map((row) => row.id));
}

export async function groupExists(reader: SqlReader, id: string): Promise<boolean> {
  const rows = await reader.$queryRaw<unknown[]>`SELECT 1 FROM skill_group_ref WHERE id = ${id}::uuid`;
  return rows.length > 0;
}

export interface CallBehind {
  id: string;
  number: string;
  customerId: string | null;
  skillGroupId: string | null;
  /** The person has or had a part in it, be it that it only rang at them. */
  takesPart: boolean;
}

export async function callBehind(reader: SqlReader, callId: string, personId: string): Promise<CallBehind | null> {
  const [row] = await reader.$queryRaw<CallBehind[]>`
    SELECT id, number, customer_id AS "customerId", skill_group_id AS "skillGroupId",
      EXISTS (SELECT 1 FROM call_part_ref p WHERE p.call_id = c.id AND p.person_id = ${personId}::uuid) AS "takesPart"
    FROM call_ref c WHERE c.id = ${callId}::uuid`;
  return row ?? null;
}

export async function customerWithPhones(reader: SqlReader, id: string) {
  const [row] = await reader.$queryRaw<{ id: string; name: string; level: string | null; tags: string[]; phones: string[] }[]>`
    SELECT c.id, c.name, c.level, c.tags, ARRAY(SELECT number FROM customer_phone_ref WHERE customer_id = c.id ORDER BY position) AS phones
    FROM customer_ref c WHERE c.id = ${id}::uuid`;
  return row ?? null;
}

/** Whether the category is there to be chosen. */
export async function categoryIsOffered(reader: SqlReader, id: string): Promise<boolean> {
  const rows = await reader.$queryRaw<unknown[]>`SELECT 1 FROM category_ref WHERE id = ${id}::uuid AND active`;
  return rows.length > 0;
}

export async function linkCall(tx: SqlTx, ticketId: string, callId: string): Promise<boolean> {
  const count = await tx.rows.$executeRaw(
    prepared`INSERT INTO ticket_call (ticket_id, call_id, at) VALUES (${ticketId}::uuid, ${callId}::uuid, ${tx.at}) ON CONFLICT DO NOTHING`,
  );
  return count === 1;
}

/** Gives files that nobody has used yet to the ticket; answers how many of `ids` now belong to it. */
export async function takeFiles(tx: SqlTx, ticketId: string, personId: string, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0;
  // The files counted beside those just taken are its own from before: one statement sees no change of its own.
  const [row] = await tx.rows.$queryRaw<{ n: number }[]>`
    WITH taken AS (UPDATE ticket_file SET ticket_id = ${ticketId}::uuid WHERE id = ANY(${ids}::uuid[]) AND ticket_id IS NULL AND person_id = ${personId}::uuid RETURNING 1)
    SELECT ((SELECT count(*) FROM taken) + count(*))::int AS n FROM ticket_file WHERE id = ANY(${ids}::uuid[]) AND ticket_id = ${ticketId}::uuid`;
  return row?.n ?? 0;
}

/** Tickets with one of the categories, counted up to `limit`. */
export async function countByCategory(reader: SqlReader, categoryIds: string[], limit: number): Promise<number> {
  const [row] = await reader.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM (SELECT 1 FROM ticket WHERE category_id = ANY(${categoryIds}::uuid[]) LIMIT ${limit}) t`;
  return Number(row?.count ?? 0);
}
