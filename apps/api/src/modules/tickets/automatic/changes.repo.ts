import type { TicketChange } from "@cloverdesk/contracts";
import type { SqlReader } from "../../../platform/db/client.ts";

/** What events of these tickets changed behind this number, latest first. */
export function changesAfter(
  reader: SqlReader,
  ticketIds: string[],
  seq: bigint,
): Promise<{ ticketId: string; seq: bigint; changes: TicketChange[] }[]> {
  return reader.$queryRaw`
    SELECT entity_id AS "ticketId", seq, data->'changes' AS changes FROM event
    WHERE entity = 'ticket' AND entity_id = ANY(${ticketIds}::uuid[]) AND seq > ${seq} AND jsonb_array_length(data->'changes') > 0 ORDER BY seq DESC`;
}
