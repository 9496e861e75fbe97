import type { CallResult } from "@cloverdesk/contracts";
import type { SqlReader } from "../../../platform/db/client.ts";

/** Network results of the calls of these tickets up to this one, newest first, at most `most` of each ticket. */
export async function lastCallResults(
  reader: SqlReader,
  ticketIds: string[],
  callId: string,
  most: number,
): Promise<Map<string, CallResult[]>> {
  const rows = await reader.$queryRaw<{ ticketId: string; results: CallResult[] }[]>`
    SELECT given.id AS "ticketId", ARRAY(
      SELECT c.result FROM ticket_call y JOIN call_ref c ON c.id = y.call_id
      WHERE y.ticket_id = given.id AND c.result IS NOT NULL AND c.started_at <= (SELECT started_at FROM call_ref WHERE id = ${callId}::uuid)
      ORDER BY c.started_at DESC, c.id DESC LIMIT ${most}::int) AS results
    FROM unnest(${ticketIds}::uuid[]) AS given(id)`;
  return new Map(rows.map(({ ticketId, results }) => [ticketId, results]));
}
