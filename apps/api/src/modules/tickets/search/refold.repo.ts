import type { FieldValues } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import type { TicketRecord } from "../work/ticket.repo.ts";
import type { Folded } from "./search-text.ts";

type Unfolded = Pick<TicketRecord, "id" | "no" | "title" | "priority" | "phone" | "customerId"> & { values: FieldValues };

/** Locks the content of the newest tickets with an older fold than this version, of those that nobody else has. */
export function takeUnfolded(tx: SqlTx, version: number, limit: number): Promise<Unfolded[]> {
  return tx.rows.$queryRaw<Unfolded[]>`
    WITH taken AS MATERIALIZED (
      SELECT ticket_id, fields FROM ticket_content WHERE fold_version < ${version} ORDER BY fold_version DESC, no DESC LIMIT ${limit}
      FOR NO KEY UPDATE SKIP LOCKED)
    SELECT t.id, t.no, t.title, t.priority, t.phone, t.customer_id AS "customerId", taken.fields AS values
    FROM taken JOIN ticket t ON t.id = taken.ticket_id`;
}

/** Comments and names of their files by ticket, oldest first. */
export async function commentsOf(tx: SqlTx, ticketIds: string[]): Promise<Map<string, string[]>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await tx.rows.$queryRaw<{ id: string; texts: string[] }[]>`
    SELECT e.entity_id AS id, array_agg(said.text ORDER BY e.seq, said.place) AS texts
    FROM event e, LATERAL (
      SELECT coalesce(e.data->>'note', '') AS text, 0 AS place
      UNION ALL SELECT f.name, 1 FROM ticket_file f WHERE f.id IN (SELECT jsonb_array_elements_text(e.data->'fileIds')::uuid)) AS said
    WHERE e.entity = 'ticket' AND e.entity_id = ANY(${ticketIds}::uuid[]) AND e.name = 'ticket.commented' GROUP BY e.entity_id`;
  return new Map(rows.map(({ id, texts }) => [id, texts]));
}

export async function writeFold(tx: SqlTx, ticketId: string, { search, values, version }: Folded, comments: string): Promise<void> {
  await tx.rows.$executeRaw`
    UPDATE ticket_content SET search = ${`${search}\n${comments}`}, folded = ${JSON.stringify(values)}::jsonb, fold_version = ${version}
    WHERE ticket_id = ${ticketId}::uuid`;
}
