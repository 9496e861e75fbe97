import type { Bilingual } from "@cloverdesk/contracts";
import { Prisma, prepared, type SqlReader } from "../../platform/db/client.ts";

/** A caller's place in a queue; `offeredTo` is set while an agent is rung. */
export interface QueueEntry {
  callId: string;
  skillGroupId: string;
  /** Larger is served first. */
  priority: number;
  enteredAt: Date;
  /** When the flow's max wait passes, or null when it has none. */
  overflowAt: Date | null;
  offeredTo: string | null;
  /** Agents who let this call ring. */
  missedBy: string[];
}

const ENTRY = Prisma.sql`call_id AS "callId", skill_group_id AS "skillGroupId", priority, entered_at AS "enteredAt", overflow_at AS "overflowAt",
  offered_to AS "offeredTo", missed_by AS "missedBy"`;

/** Puts the call into the group's queue, out of any other. Answers the group it waited in before, if any. */
export async function putEntry(rows: SqlReader, entry: Omit<QueueEntry, "offeredTo" | "missedBy">): Promise<string | null> {
  const [former] = await rows.$queryRaw<{ skillGroupId: string }[]>(prepared`
    WITH former AS (SELECT skill_group_id FROM queue_entry WHERE call_id = ${entry.callId}::uuid),
    entry AS (
      INSERT INTO queue_entry (call_id, skill_group_id, priority, entered_at, overflow_at, missed_by)
      VALUES (${entry.callId}::uuid, ${entry.skillGroupId}::uuid, ${entry.priority}, ${entry.enteredAt}, ${entry.overflowAt}, '{}')
      ON CONFLICT (call_id) DO UPDATE SET skill_group_id = EXCLUDED.skill_group_id, priority = EXCLUDED.priority,
        entered_at = EXCLUDED.entered_at, overflow_at = EXCLUDED.overflow_at, offered_to = NULL, missed_by = '{}')
    SELECT skill_group_id AS "skillGroupId" FROM former`);
  return former?.skillGroupId ?? null;
}

/** Answers the entry as it was, or null when the call waits nowhere. */
export async function takeEntry(rows: SqlReader, callId: string): Promise<QueueEntry | null> {
  const [entry] = await rows.$queryRaw<QueueEntry[]>(prepared`DELETE FROM queue_entry WHERE call_id = ${callId}::uuid RETURNING ${ENTRY}`);
  return entry ?? null;
}

export async function setOffered(rows: SqlReader, callId: string, personId: string): Promise<QueueEntry | null> {
  const [entry] = await rows.$queryRaw<QueueEntry[]>(prepared`
    UPDATE queue_entry SET offered_to = ${personId}::uuid WHERE call_id = ${callId}::uuid AND offered_to IS NULL RETURNING ${ENTRY}`);
  return entry ?? null;
}

/** Takes the offer back; whoever let it ring is remembered once. */
export async function clearOffered(rows: SqlReader, callId: string, missedBy: string | null): Promise<QueueEntry | null> {
  const [entry] = await rows.$queryRaw<QueueEntry[]>`
    UPDATE queue_entry SET offered_to = NULL,
      missed_by = CASE WHEN ${missedBy}::uuid IS NULL OR ${missedBy}::uuid = ANY(missed_by) THEN missed_by ELSE missed_by || ${missedBy}::uuid END
    WHERE call_id = ${callId}::uuid AND offered_to IS NOT NULL RETURNING ${ENTRY}`;
  return entry ?? null;
}

export async function readEntry(rows: SqlReader, callId: string): Promise<QueueEntry | null> {
  const [entry] = await rows.$queryRaw<QueueEntry[]>`SELECT ${ENTRY} FROM queue_entry WHERE call_id = ${callId}::uuid`;
  return entry ?? null;
}

export async function readOverdue(rows: SqlReader, at: Date): Promise<QueueEntry[]> {
  return rows.$queryRaw<QueueEntry[]>`
    SELECT ${ENTRY} FROM queue_entry WHERE overflow_at <= ${at} AND offered_to IS NULL ORDER BY overflow_at LIMIT 200`;
}

export async function readPosition(rows: SqlReader, callId: string): Promise<number | null> {
  const [row] = await rows.$queryRaw<{ position: number }[]>`
    SELECT (SELECT count(*)::int FROM queue_entry o WHERE o.skill_group_id = q.skill_group_id AND o.offered_to IS NULL
      AND (-o.priority, o.entered_at, o.call_id) <= (-q.priority, q.entered_at, q.call_id)) AS position
    FROM queue_entry q WHERE q.call_id = ${callId}::uuid AND q.offered_to IS NULL`;
  return row?.position ?? null;
}

export interface WaitingRow {
  skillGroupId: string;
  name: Bilingual;
  waiting: number;
  longestSince: Date | null;
}

/** One row per group that exists, also for an empty queue. */
export async function readWaiting(rows: SqlReader, groupIds: string[]): Promise<WaitingRow[]> {
  if (groupIds.length === 0) return [];
  return rows.$queryRaw<WaitingRow[]>`
    SELECT g.id AS "skillGroupId", jsonb_build_object('zh', g.name, 'en', g.name_en) AS name, count(q.call_id)::int AS waiting, min(q.entered_at) AS "longestSince"
    FROM skill_group_ref g LEFT JOIN queue_entry q ON q.skill_group_id = g.id AND q.offered_to IS NULL
    WHERE g.id = ANY(${groupIds}::uuid[]) GROUP BY g.id, g.name, g.name_en ORDER BY g.name, g.id`;
}
