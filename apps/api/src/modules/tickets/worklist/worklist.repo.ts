import type { Task, TaskReason, WorklistOrder, WorklistScope } from "@cloverdesk/contracts";
import { Prisma, prepared, type SqlReader } from "../../../platform/db/client.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import type { CallPlace } from "../setup/setup.repo.ts";
import { type TicketRecord, ticketColumns } from "../work/ticket.repo.ts";

/** A task as it was given. */
export interface TaskRecord extends Task {
  fromGroup: boolean;
}

/** One command at a time on a person's worklist: two tabs get the same task. */
export async function lockWorklist(tx: SqlTx, personId: string): Promise<void> {
  await tx.rows.$executeRaw(prepared`SELECT pg_advisory_xact_lock(hashtextextended(${`worklist ${personId}`}, 0))`);
}

/** The tasks that these people have in hand: still theirs, open, and where they were when they were taken. */
export async function tasksOf(reader: SqlReader, personIds: string[]): Promise<Map<string, TaskRecord>> {
  const rows = await reader.$queryRaw<
    { personId: string; ticketId: string; node: string; fromGroup: boolean; why: TaskReason; takenAt: Date }[]
  >(prepared`
    SELECT k.person_id AS "personId", k.ticket_id AS "ticketId", k.node, k.from_group AS "fromGroup", k.why, k.taken_at AS "takenAt"
    FROM ticket_task k JOIN ticket t ON t.id = k.ticket_id
    WHERE k.person_id = ANY(${personIds}::uuid[]) AND t.state = 'open' AND t.handler_id = k.person_id AND t.node = k.node`);
  return new Map(rows.map(({ personId, takenAt, ...task }) => [personId, { ...task, takenAt: takenAt.toISOString() }]));
}

/** People who were given one of these tickets last, whether they still have it in hand or not. */
export async function takersOf(reader: SqlReader, ticketIds: string[]): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>(prepared`
    SELECT person_id AS id FROM ticket_task WHERE ticket_id = ANY(${ticketIds}::uuid[])`);
  return rows.map(({ id }) => id);
}

interface TaskRow {
  personId: string;
  ticket: Pick<TicketRecord, "id" | "node">;
  fromGroup: boolean;
  why: TaskReason;
}

export async function writeTask(tx: SqlTx, { personId, ticket, fromGroup, why }: TaskRow): Promise<void> {
  await tx.rows.$executeRaw(prepared`
    INSERT INTO ticket_task (person_id, ticket_id, node, from_group, why, taken_at)
    VALUES (${personId}::uuid, ${ticket.id}::uuid, ${ticket.node}, ${fromGroup}, ${JSON.stringify(why)}::jsonb, ${tx.at})
    ON CONFLICT (person_id) DO UPDATE SET ticket_id = excluded.ticket_id, node = excluded.node, from_group = excluded.from_group,
      why = excluded.why, taken_at = excluded.taken_at`);
}

export async function dropTask(tx: SqlTx, personId: string): Promise<void> {
  await tx.rows.$executeRaw(prepared`DELETE FROM ticket_task WHERE person_id = ${personId}::uuid`);
}

export async function writeSkip(tx: SqlTx, personId: string, ticketId: string, until: Date): Promise<void> {
  await tx.rows.$executeRaw(prepared`
    INSERT INTO ticket_skip (person_id, ticket_id, until) VALUES (${personId}::uuid, ${ticketId}::uuid, ${until})
    ON CONFLICT (person_id, ticket_id) DO UPDATE SET until = excluded.until`);
}

export async function dropSkipsBefore(tx: SqlTx): Promise<void> {
  await tx.rows.$executeRaw(prepared`DELETE FROM ticket_skip WHERE until <= ${tx.at}`);
}

/** Whose next task is looked for, where and in which order. */
export interface Looking {
  personId: string;
  groupIds: readonly string[];
  places: readonly CallPlace[];
  scope: WorklistScope;
  order: WorklistOrder;
  /** A ticket that was called since then rests. */
  calledSince: Date;
}

/** Looked at together: more than people can lock at the same moment, since each needs a connection for that. */
/** Written into the statement: a plan made for any limit would sort instead of following the index. */
const LIMIT = Prisma.raw("60");

const RANK = Prisma.sql`array_position(ARRAY['low', 'normal', 'high', 'urgent'], t.priority)`;

/**
 * Locks the next ticket; null when there is none. Each place is looked through by its index, so that the time does not grow with the tickets. Tickets that
 * others lock at this moment are passed over, and one that somebody has just taken fails the conditions when it is locked.
 */
export async function lockNext(tx: SqlTx, looking: Looking): Promise<TicketRecord | null> {
  const { personId, groupIds, places, scope, order } = looking;
  if (places.length === 0) return null;
  const at = Prisma.sql`jsonb_to_recordset(${JSON.stringify(places)}::jsonb) AS p("typeId" uuid, node text, versions int[])`;
  const priorities = Prisma.sql`unnest(ARRAY['urgent', 'high', 'normal', 'low']) AS r(priority)`;
  const fits = Prisma.sql`t.type_id = p."typeId" AND t.node = p.node AND t.priority = r.priority AND t.state = 'open' AND t.phone IS NOT NULL
    AND t.flow_version = ANY(p.versions) AND ${rested(looking, tx.at)}`;
  const first = (where: Prisma.Sql): Prisma.Sql => Prisma.sql`LATERAL (
    SELECT t.id, t.due_at, ${RANK} AS rank, t.no FROM ticket t WHERE ${where} AND ${fits} ORDER BY t.due_at, t.no LIMIT ${LIMIT}) x`;
  const mine = Prisma.sql`SELECT x.* FROM ${at}, ${priorities}, ${first(Prisma.sql`t.handler_id = ${personId}::uuid`)}`;
  const waiting = Prisma.sql`
    SELECT x.* FROM unnest(${[...groupIds]}::uuid[]) AS g(id), ${at}, ${priorities}, ${first(Prisma.sql`t.group_id = g.id AND t.handler_id IS NULL`)}`;
  const sources = [...(scope === "group" ? [] : [mine]), ...(scope === "mine" ? [] : [waiting])];
  const by = order === "due" ? Prisma.sql`c.due_at NULLS LAST, c.rank DESC, c.no` : Prisma.sql`c.rank DESC, c.due_at NULLS LAST, c.no`;
  const [row] = await tx.rows.$queryRaw<TicketRecord[]>(prepared`
    WITH c AS MATERIALIZED (SELECT * FROM (${Prisma.join(sources, " UNION ALL ")}) AS c ORDER BY ${by} LIMIT ${LIMIT})
    SELECT ${ticketColumns("t")} FROM c JOIN ticket t ON t.id = c.id
    WHERE t.state = 'open' AND (t.handler_id IS NULL OR t.handler_id = ${personId}::uuid)
    ORDER BY ${by} LIMIT 1 FOR NO KEY UPDATE OF t SKIP LOCKED`);
  return row ?? null;
}

/** Neither passed by by this person, nor called a moment ago, nor promised a call. */
const rested = ({ personId, calledSince }: Looking, at: Date): Prisma.Sql => Prisma.sql`${notSkipped(personId, at)}
  AND NOT EXISTS (SELECT 1 FROM callback b WHERE b.ticket_id = t.id AND b.state = 'open')
  AND NOT EXISTS (SELECT 1 FROM ticket_call y JOIN call_ref o ON o.id = y.call_id
    WHERE y.ticket_id = t.id AND y.at > ${calledSince} AND o.direction = 'outbound')`;

const notSkipped = (personId: string, at: Date): Prisma.Sql => Prisma.sql`
  NOT EXISTS (SELECT 1 FROM ticket_skip s WHERE s.person_id = ${personId}::uuid AND s.ticket_id = t.id AND s.until > ${at})`;

/**
 * Locks the ticket whose callback is due first: of the person before those of their groups. The ticket says who has it, since callbacks follow it a moment
 * later.
 */
export async function lockDueCallback(
  tx: SqlTx,
  { personId, groupIds, scope }: Looking,
): Promise<{ ticket: TicketRecord; dueAt: Date } | null> {
  const due = (whose: Prisma.Sql, rank: number): Prisma.Sql => Prisma.sql`
    (SELECT c.ticket_id AS id, c.due_at, ${rank}::int AS rank FROM callback c JOIN ticket t ON t.id = c.ticket_id
     WHERE c.state = 'open' AND c.due_at <= ${tx.at} AND ${whose} AND ${notSkipped(personId, tx.at)} ORDER BY c.due_at LIMIT ${LIMIT})`;
  const mine = due(Prisma.sql`c.person_id = ${personId}::uuid AND t.handler_id = ${personId}::uuid`, 1);
  const waiting = due(Prisma.sql`c.person_id IS NULL AND c.group_id = ANY(${[...groupIds]}::uuid[]) AND t.handler_id IS NULL`, 2);
  const sources = [...(scope === "group" ? [] : [mine]), ...(scope === "mine" ? [] : [waiting])];
  const [row] = await tx.rows.$queryRaw<(TicketRecord & { promisedAt: Date })[]>(prepared`
    WITH c AS MATERIALIZED (${Prisma.join(sources, " UNION ALL ")})
    SELECT ${ticketColumns("t")}, c.due_at AS "promisedAt" FROM c JOIN ticket t ON t.id = c.id
    WHERE t.state = 'open' AND (t.handler_id IS NULL OR t.handler_id = ${personId}::uuid)
    ORDER BY c.rank, c.due_at LIMIT 1 FOR NO KEY UPDATE OF t SKIP LOCKED`);
  if (!row) return null;
  const { promisedAt, ...ticket } = row;
  return { ticket, dueAt: promisedAt };
}
