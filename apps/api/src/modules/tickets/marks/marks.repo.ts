import { Prisma, prepared, type SqlReader } from "../../../platform/db/client.ts";
import type { SqlTx, Tx } from "../../../platform/db/transaction.ts";

export interface MarkRecord {
  flag: string | null;
  remindAt: Date | null;
  remindText: string;
}

const SHOWN = { flag: true, remindAt: true, remindText: true } as const;

/** A person's marks on these tickets, by ticket id. */
export const findMarks = (reader: SqlReader, personId: string, ticketIds: string[]): Promise<Map<string, MarkRecord>> =>
  marksBy(reader, Prisma.sql`person_id = ${personId}::uuid AND ticket_id = ANY(${ticketIds}::uuid[])`);

/** The same, which no reminder leaves and nobody changes until the transaction ends. */
export const lockMarks = (tx: SqlTx, personId: string, ticketIds: string[]): Promise<Map<string, MarkRecord>> =>
  marksBy(tx.rows, Prisma.sql`person_id = ${personId}::uuid AND ticket_id = ANY(${ticketIds}::uuid[]) ORDER BY ticket_id FOR UPDATE`);

async function marksBy(reader: SqlReader, where: Prisma.Sql): Promise<Map<string, MarkRecord>> {
  const rows = await reader.$queryRaw<(MarkRecord & { ticketId: string })[]>(
    prepared`SELECT ticket_id AS "ticketId", flag, remind_at AS "remindAt", remind_text AS "remindText" FROM ticket_mark WHERE ${where}`,
  );
  return new Map(rows.map(({ ticketId, ...mark }) => [ticketId, mark]));
}

/** Puts a person's flag on tickets, or takes it off. Reminders stay; a mark without one goes with its flag. */
export async function writeFlags(tx: SqlTx, personId: string, tickets: { id: string; no: bigint }[], flag: string | null): Promise<void> {
  const ids = tickets.map(({ id }) => id);
  if (flag === null) {
    await tx.rows.$executeRaw(prepared`
      DELETE FROM ticket_mark WHERE person_id = ${personId}::uuid AND ticket_id = ANY(${ids}::uuid[]) AND remind_at IS NULL`);
    await tx.rows.$executeRaw(prepared`
      UPDATE ticket_mark SET flag = NULL WHERE person_id = ${personId}::uuid AND ticket_id = ANY(${ids}::uuid[])`);
    return;
  }
  // In one order, so that two that flag the same tickets do not wait for each other.
  await tx.rows.$executeRaw(prepared`
    INSERT INTO ticket_mark (person_id, ticket_id, no, flag, remind_at, remind_text)
    SELECT ${personId}::uuid, x.id, x.no, ${flag}, NULL, '' FROM unnest(${ids}::uuid[], ${tickets.map(({ no }) => String(no))}::bigint[]) AS x(id, no) ORDER BY x.id
    ON CONFLICT (person_id, ticket_id) DO UPDATE SET flag = EXCLUDED.flag`);
}

/** Puts a person's mark on a ticket; one that says nothing is taken off. */
export async function writeMark(tx: Tx, ticket: { id: string; no: bigint }, personId: string, mark: MarkRecord): Promise<void> {
  if (mark.flag === null && mark.remindAt === null) {
    await tx.rows.ticketMark.deleteMany({ where: { personId, ticketId: ticket.id } });
    return;
  }
  const where = { personId_ticketId: { personId, ticketId: ticket.id } };
  await tx.rows.ticketMark.upsert({
    where,
    create: { personId, ticketId: ticket.id, no: ticket.no, ...mark },
    update: mark,
    select: SHOWN,
  });
}

export interface DueReminder {
  personId: string;
  ticketId: string;
  no: bigint;
  title: string;
  remindText: string;
}

/** Takes due reminders, each once: the process that empties the column fires it. Rows without a flag stay, so that the list shows what was due. */
export function takeReminders(tx: SqlTx, limit: number): Promise<DueReminder[]> {
  return tx.rows.$queryRaw<DueReminder[]>(prepared`
    UPDATE ticket_mark m SET remind_at = NULL
    FROM (SELECT person_id, ticket_id FROM ticket_mark WHERE remind_at <= ${tx.at} ORDER BY remind_at LIMIT ${limit} FOR UPDATE SKIP LOCKED) AS due
      JOIN ticket t ON t.id = due.ticket_id
    WHERE m.person_id = due.person_id AND m.ticket_id = due.ticket_id
    RETURNING m.person_id AS "personId", m.ticket_id AS "ticketId", t.no, t.title, m.remind_text AS "remindText"`);
}
