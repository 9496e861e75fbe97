import { prepared, type Reader } from "../../../platform/db/client.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";

export interface PresentRecord {
  ticketId: string;
  personId: string;
  name: string;
  editing: boolean;
  since: Date;
}

/** Notes that a tab is at a ticket until `until`; answers whether that is news (a newcomer, or one who began or stopped editing). */
export async function arrive(
  tx: SqlTx,
  at: { ticketId: string; personId: string; tabId: string; editing: boolean; until: Date },
): Promise<boolean> {
  const { ticketId, personId, tabId, editing, until } = at;
  const [row] = await tx.rows.$queryRaw<{ news: boolean }[]>(prepared`
    WITH before AS (SELECT editing, until FROM ticket_presence WHERE ticket_id = ${ticketId}::uuid AND tab_id = ${tabId} AND person_id = ${personId}::uuid)
    INSERT INTO ticket_presence AS p (ticket_id, person_id, tab_id, editing, since, until) VALUES (${ticketId}::uuid, ${personId}::uuid, ${tabId}, ${editing}, ${tx.at}, ${until})
    ON CONFLICT (ticket_id, tab_id) DO UPDATE SET editing = excluded.editing, until = excluded.until, person_id = excluded.person_id,
      since = CASE WHEN p.until < ${tx.at} THEN excluded.since ELSE p.since END
    RETURNING NOT EXISTS (SELECT 1 FROM before WHERE before.editing = ${editing} AND before.until >= ${tx.at}) AS news`);
  return row?.news ?? false;
}

/** Takes a tab away from this ticket, or from all; answers the tickets it was at. */
export async function leave(tx: SqlTx, personId: string, tabId: string, ticketId: string | null): Promise<string[]> {
  const rows = await tx.rows.$queryRaw<{ id: string }[]>`
    DELETE FROM ticket_presence WHERE person_id = ${personId}::uuid AND tab_id = ${tabId} AND (${ticketId}::uuid IS NULL OR ticket_id = ${ticketId}::uuid) RETURNING ticket_id AS id`;
  return rows.map((row) => row.id);
}

/** Takes away tabs that were not renewed; answers the tickets they were at. */
export async function leaveOverdue(tx: SqlTx): Promise<string[]> {
  const rows = await tx.rows.$queryRaw<{ id: string }[]>(
    prepared`DELETE FROM ticket_presence WHERE until < ${tx.at} RETURNING ticket_id AS id`,
  );
  return [...new Set(rows.map((row) => row.id))];
}

/** Who is at these tickets now, each person once, longest first. */
export function presentAt(reader: Reader, ticketIds: string[], at: Date): Promise<PresentRecord[]> {
  return reader.$queryRaw<PresentRecord[]>`
    SELECT t.ticket_id AS "ticketId", t.person_id AS "personId", p.display_name AS name, bool_or(t.editing) AS editing, min(t.since) AS since
    FROM ticket_presence t JOIN person_ref p ON p.id = t.person_id WHERE t.ticket_id = ANY(${ticketIds}::uuid[]) AND t.until >= ${at}
    GROUP BY t.ticket_id, t.person_id, p.display_name ORDER BY min(t.since), p.display_name`;
}
