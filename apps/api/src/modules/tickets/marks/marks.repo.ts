import { prepared, type Reader } from "../../../platform/db/client.ts";
import type { SqlTx, Tx } from "../../../platform/db/transaction.ts";

export interface MarkRecord {
  flag: string | null;
  remindAt: Date | null;
  remindText: string;
}

const SHOWN = { flag: true, remindAt: true, remindText: true } as const;

export const findMark = (reader: Reader, personId: string, ticketId: string): Promise<MarkRecord | null> =>
  reader.ticketMark.findUnique({ where: { personId_ticketId: { personId, ticketId } }, select: SHOWN });

/** The mark, which no reminder leaves and nobody changes until the transaction ends. */
export async function lockMark(tx: Tx, personId: string, ticketId: string): Promise<MarkRecord | null> {
  const [row] = await tx.rows.$queryRaw<MarkRecord[]>`
    SELECT flag, remind_at AS "remindAt", remind_text AS "remindText" FROM ticket_mark
    WHERE person_id = ${personId}::uuid AND ticket_id = ${ticketId}::uuid FOR UPDATE`;
  return row ?? null;
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
