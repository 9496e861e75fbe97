import type { RecordedEvent } from "@cloverdesk/contracts";
import type { Database } from "./client.ts";

/** The events with these numbers, in order. */
export async function readEvents(db: Database, seqs: string[]): Promise<RecordedEvent[]> {
  return db.prisma.$queryRaw<RecordedEvent[]>`
    SELECT seq, name, at, actor_id AS "actorId", entity, entity_id AS "entityId", data
    FROM event WHERE seq = ANY(${seqs.map(BigInt)}::bigint[]) ORDER BY seq`;
}

export async function lastEventSeq(db: Database): Promise<bigint> {
  const [row] = await db.prisma.$queryRaw<{ seq: bigint }[]>`SELECT COALESCE(max(seq), 0)::bigint AS seq FROM event`;
  return row?.seq ?? 0n;
}

/** Numbers of the events after `after`, at most the latest 1,000. */
export async function seqsAfter(db: Database, after: bigint): Promise<string[]> {
  const rows = await db.prisma.$queryRaw<{ seq: bigint }[]>`SELECT seq FROM event WHERE seq > ${after} ORDER BY seq DESC LIMIT 1000`;
  return rows.map(({ seq }) => String(seq)).reverse();
}
