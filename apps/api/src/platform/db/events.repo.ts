import type { Database } from "./client.ts";

/** An event as it stands in the table. */
export interface EventRow {
  seq: bigint;
  name: string;
  at: Date;
  actorId: string | null;
  entity: string;
  entityId: string;
  data: Record<string, unknown>;
}

/** The events with these numbers, in order. */
export async function readEvents(db: Database, seqs: string[]): Promise<EventRow[]> {
  return db.prisma.$queryRaw<EventRow[]>`
    SELECT seq, name, at, actor_id AS "actorId", entity, entity_id AS "entityId", data
    FROM event WHERE seq = ANY(${seqs.map(BigInt)}::bigint[]) ORDER BY seq`;
}
