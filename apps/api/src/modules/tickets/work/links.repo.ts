import { prepared, type SqlReader } from "../../../platform/db/client.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";

export async function relate(tx: SqlTx, one: string, other: string): Promise<void> {
  await tx.rows.$executeRaw`
    INSERT INTO ticket_link (ticket_id, other_id) VALUES (${one}::uuid, ${other}::uuid), (${other}::uuid, ${one}::uuid) ON CONFLICT DO NOTHING`;
}

export async function unrelate(tx: SqlTx, one: string, other: string): Promise<boolean> {
  const count = await tx.rows.$executeRaw`
    DELETE FROM ticket_link WHERE (ticket_id, other_id) IN ((${one}::uuid, ${other}::uuid), (${other}::uuid, ${one}::uuid))`;
  return count > 0;
}

/** The ticket, its parent, that one's parent… */
export async function ancestorsOf(reader: SqlReader, id: string): Promise<Set<string>> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE up AS (SELECT id, parent_id FROM ticket WHERE id = ${id}::uuid UNION SELECT t.id, t.parent_id FROM ticket t JOIN up ON t.id = up.parent_id) SELECT id FROM up`;
  return new Set(rows.map((row) => row.id));
}

/** A merged ticket's calls stand on the other as well. */
export async function moveCalls(tx: SqlTx, from: string, to: string): Promise<void> {
  await tx.rows.$executeRaw`
    INSERT INTO ticket_call (ticket_id, call_id, at) SELECT ${to}::uuid, call_id, at FROM ticket_call WHERE ticket_id = ${from}::uuid ON CONFLICT DO NOTHING`;
}

/** Parents, children and related tickets of these, and those merged into them. */
export async function ticketsBeside(reader: SqlReader, ids: string[]): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>(prepared`
    SELECT parent_id AS id FROM ticket WHERE id = ANY(${ids}::uuid[]) AND parent_id IS NOT NULL
    UNION SELECT id FROM ticket WHERE parent_id = ANY(${ids}::uuid[])
    UNION SELECT id FROM ticket WHERE merged_into_id = ANY(${ids}::uuid[])
    UNION SELECT ticket_id FROM ticket_link WHERE other_id = ANY(${ids}::uuid[])`);
  return rows.map((row) => row.id);
}

/** Tickets that these calls are linked to. */
export async function ticketsOfCalls(reader: SqlReader, callIds: string[]): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>(
    prepared`SELECT DISTINCT ticket_id AS id FROM ticket_call WHERE call_id = ANY(${callIds}::uuid[])`,
  );
  return rows.map((row) => row.id);
}
