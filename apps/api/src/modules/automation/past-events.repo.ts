import type { RecordedEvent } from "@cloverdesk/contracts";
import { prepared, type SqlReader } from "../../platform/db/client.ts";

/** Events of these names since `from`, latest first, before this number where one is given. */
export function eventsBefore(
  reader: SqlReader,
  names: string[],
  from: Date,
  before: bigint | null,
  limit: number,
): Promise<RecordedEvent[]> {
  return reader.$queryRaw<RecordedEvent[]>(prepared`
    SELECT seq, name, at, actor_id AS "actorId", entity, entity_id AS "entityId", data FROM event
    WHERE name = ANY(${names}::text[]) AND at >= ${from} AND (${before}::bigint IS NULL OR seq < ${before}::bigint) ORDER BY seq DESC LIMIT ${limit}`);
}
