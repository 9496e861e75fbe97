import { prepared, type Reader } from "../../platform/db/client.ts";
import type { Tx } from "../../platform/db/transaction.ts";

export async function relate(tx: Tx, one: string, other: string): Promise<void> {
  await tx.rows.ticketLink.createMany({
    data: [
      { ticketId: one, otherId: other },
      { ticketId: other, otherId: one },
    ],
    skipDuplicates: true,
  });
}

export async function unrelate(tx: Tx, one: string, other: string): Promise<boolean> {
  const { count } = await tx.rows.ticketLink.deleteMany({
    where: {
      OR: [
        { ticketId: one, otherId: other },
        { ticketId: other, otherId: one },
      ],
    },
  });
  return count > 0;
}

/** The ticket, its parent, that one's parent… */
export async function ancestorsOf(reader: Reader, id: string): Promise<Set<string>> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE up AS (SELECT id, parent_id FROM ticket WHERE id = ${id}::uuid UNION SELECT t.id, t.parent_id FROM ticket t JOIN up ON t.id = up.parent_id) SELECT id FROM up`;
  return new Set(rows.map((row) => row.id));
}

/** A merged ticket's calls stand on the other as well. */
export async function moveCalls(tx: Tx, from: string, to: string): Promise<void> {
  await tx.rows.$executeRaw`
    INSERT INTO ticket_call (ticket_id, call_id, at) SELECT ${to}::uuid, call_id, at FROM ticket_call WHERE ticket_id = ${from}::uuid ON CONFLICT DO NOTHING`;
}

/** Tickets that these calls are linked to. */
export async function ticketsOfCalls(reader: Reader, callIds: string[]): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>(
    prepared`SELECT DISTINCT ticket_id AS id FROM ticket_call WHERE call_id = ANY(${callIds}::uuid[])`,
  );
  return rows.map((row) => row.id);
}
