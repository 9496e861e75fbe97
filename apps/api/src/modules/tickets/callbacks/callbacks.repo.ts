import type { CallbackList } from "@cloverdesk/contracts";
import { Prisma, prepared, type SqlReader } from "../../../platform/db/client.ts";
import { RaceLost, type SqlTx } from "../../../platform/db/transaction.ts";

/** A callback as commands need it. */
export interface CallbackRecord {
  id: string;
  version: number;
  state: string;
  ticketId: string;
  number: string;
  personId: string | null;
  groupId: string | null;
  dueAt: Date;
  createdBy: string;
}

/** One with what it is shown with. */
export interface ShownCallbackRecord extends CallbackRecord {
  note: string;
  source: string;
  createdAt: Date;
  no: bigint;
  title: string;
  customer: { id: string; name: string; level: string | null; tags: string[] } | null;
  personName: string | null;
  groupName: string | null;
  groupNameEn: string | null;
}

const COLUMNS = Prisma.sql`c.id, c.version, c.state, c.ticket_id AS "ticketId", c.number, c.person_id AS "personId", c.group_id AS "groupId",
  c.due_at AS "dueAt", c.created_by AS "createdBy"`;
const SHOWN = Prisma.sql`${COLUMNS}, c.note, c.source, c.created_at AS "createdAt", t.no, t.title,
  CASE WHEN k.id IS NOT NULL THEN jsonb_build_object('id', k.id, 'name', k.name, 'level', k.level, 'tags', k.tags) END AS customer,
  p.display_name AS "personName", g.name AS "groupName", g.name_en AS "groupNameEn"`;
const JOINS = Prisma.sql`JOIN ticket t ON t.id = c.ticket_id LEFT JOIN customer_ref k ON k.id = c.customer_id
  LEFT JOIN person_ref p ON p.id = c.person_id LEFT JOIN skill_group_ref g ON g.id = c.group_id`;

export async function findCallback(reader: SqlReader, id: string): Promise<CallbackRecord | null> {
  const [row] = await reader.$queryRaw<CallbackRecord[]>(prepared`SELECT ${COLUMNS} FROM callback c WHERE c.id = ${id}::uuid`);
  return row ?? null;
}

/** Locks the callback, whose ticket the transaction has locked already. */
export async function lockCallback(tx: SqlTx, id: string): Promise<CallbackRecord | null> {
  const [row] = await tx.rows.$queryRaw<CallbackRecord[]>(prepared`SELECT ${COLUMNS} FROM callback c WHERE c.id = ${id}::uuid FOR UPDATE`);
  return row ?? null;
}

/** Locks the open callbacks of a ticket that the transaction has locked. */
export const lockOpenOf = (tx: SqlTx, ticketId: string): Promise<CallbackRecord[]> =>
  tx.rows.$queryRaw<CallbackRecord[]>(prepared`
    SELECT ${COLUMNS} FROM callback c WHERE c.ticket_id = ${ticketId}::uuid AND c.state = 'open' ORDER BY c.id FOR UPDATE`);

/** Those of these tickets that have an open callback, in the order in which they are locked. */
export async function withOpenCallback(tx: SqlTx, ticketIds: string[]): Promise<string[]> {
  const rows = await tx.rows.$queryRaw<{ id: string }[]>(prepared`
    SELECT DISTINCT ticket_id AS id FROM callback WHERE ticket_id = ANY(${ticketIds}::uuid[]) AND state = 'open' ORDER BY 1`);
  return rows.map(({ id }) => id);
}

export async function shownCallback(reader: SqlReader, id: string): Promise<ShownCallbackRecord | null> {
  const [row] = await reader.$queryRaw<ShownCallbackRecord[]>(prepared`SELECT ${SHOWN} FROM callback c ${JOINS} WHERE c.id = ${id}::uuid`);
  return row ?? null;
}

/** Where a page of open callbacks goes on. */
export interface CallbackCursor {
  dueAt: Date;
  id: string;
}
interface Listed {
  list: CallbackList;
  personId: string;
  groupIds: readonly string[];
  after: CallbackCursor | null;
  limit: number;
}

/** Open callbacks of a person, or those that wait in their groups, the earliest first. */
export function openCallbacks(reader: SqlReader, { list, personId, groupIds, after, limit }: Listed): Promise<ShownCallbackRecord[]> {
  const whose =
    list === "mine"
      ? Prisma.sql`c.person_id = ${personId}::uuid`
      : Prisma.sql`c.person_id IS NULL AND c.group_id = ANY(${[...groupIds]}::uuid[])`;
  const beyond = after ? Prisma.sql`AND (c.due_at, c.id) > (${after.dueAt}, ${after.id}::uuid)` : Prisma.empty;
  return reader.$queryRaw<ShownCallbackRecord[]>(prepared`
    SELECT ${SHOWN} FROM callback c ${JOINS} WHERE c.state = 'open' AND ${whose} ${beyond} ORDER BY c.due_at, c.id LIMIT ${limit}`);
}

export interface NewCallback {
  id: string;
  ticketId: string;
  customerId: string | null;
  number: string;
  personId: string | null;
  groupId: string | null;
  dueAt: Date;
  note: string;
  createdBy: string;
}

/** Inserts a callback; false when the number has an open one in the group, or the id is taken. */
export async function insertCallback(tx: SqlTx, given: NewCallback): Promise<boolean> {
  const { id, ticketId, customerId, number, personId, groupId, dueAt, note, createdBy } = given;
  const count = await tx.rows.$executeRaw(prepared`
    INSERT INTO callback (id, ticket_id, customer_id, number, person_id, group_id, due_at, note, source, created_by, created_at)
    VALUES (${id}::uuid, ${ticketId}::uuid, ${customerId}::uuid, ${number}, ${personId}::uuid, ${groupId}::uuid, ${dueAt}, ${note}, 'ticket',
      ${createdBy}::uuid, ${tx.at}) ON CONFLICT DO NOTHING`);
  return count === 1;
}

/** What may change of a callback. */
export interface CallbackChange {
  state?: string;
  dueAt?: Date;
  personId?: string | null;
  groupId?: string | null;
  ticketId?: string;
  callId?: string;
}

/** Changes an open callback, counts its version up; one that ends gets its end. Another time is told of again. Throws RaceLost when it is another one by now. */
export async function changeCallback(tx: SqlTx, before: CallbackRecord, change: CallbackChange): Promise<void> {
  const after = { ...before, callId: null, ...change };
  const count = await tx.rows.$executeRaw(prepared`
    UPDATE callback SET version = version + 1, state = ${after.state}, due_at = ${after.dueAt}, person_id = ${after.personId}::uuid,
      group_id = ${after.groupId}::uuid, ticket_id = ${after.ticketId}::uuid, call_id = ${after.callId}::uuid,
      ended_at = CASE WHEN ${after.state} = 'open' THEN NULL ELSE ${tx.at}::timestamptz END,
      told_at = CASE WHEN due_at = ${after.dueAt} THEN told_at END
    WHERE id = ${before.id}::uuid AND version = ${before.version} AND state = 'open'`);
  if (count !== 1) throw new RaceLost("the callback changed meanwhile");
}

/** Whether another open callback of the number stands in the group. */
export async function isOpenElsewhere(tx: SqlTx, { id, number }: CallbackRecord, groupId: string | null): Promise<boolean> {
  const rows = await tx.rows.$queryRaw<unknown[]>(prepared`
    SELECT 1 FROM callback WHERE state = 'open' AND number = ${number} AND group_id IS NOT DISTINCT FROM ${groupId}::uuid AND id <> ${id}::uuid`);
  return rows.length > 0;
}

export interface DueCallback extends CallbackRecord {
  no: bigint;
  title: string;
  note: string;
}

/** Takes callbacks whose time has come, each once, by whichever process gets it. */
export const takeDue = (tx: SqlTx, limit: number): Promise<DueCallback[]> =>
  tx.rows.$queryRaw<DueCallback[]>(prepared`
    WITH due AS (SELECT id FROM callback WHERE state = 'open' AND told_at IS NULL AND due_at <= ${tx.at} ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE callback c SET told_at = ${tx.at} FROM due, ticket t WHERE c.id = due.id AND t.id = c.ticket_id
    RETURNING ${COLUMNS}, t.no, t.title, c.note`);
