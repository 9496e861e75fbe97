import { prepared, type SqlReader } from "../../platform/db/client.ts";
import { TAKEN } from "./part.repo.ts";

export interface TodayRow {
  calls: number;
  answered: number;
  talkMs: number;
  dialed: number;
  reached: number;
}

/** Figures of a person's parts in calls that began at `since` or later. A call in which they have several parts counts once. */
export async function todayOf(reader: SqlReader, personId: string, since: Date): Promise<TodayRow> {
  const [row] = await reader.$queryRaw<[TodayRow]>(prepared`
    SELECT count(DISTINCT c.id)::int AS calls,
      (count(DISTINCT c.id) FILTER (WHERE c.result = 'answered'))::int AS answered,
      coalesce(sum(EXTRACT(EPOCH FROM p.ended_at - p.answered_at) * 1000), 0)::float8 AS "talkMs",
      (count(DISTINCT c.id) FILTER (WHERE c.direction = 'outbound'))::int AS dialed,
      (count(DISTINCT c.id) FILTER (WHERE c.direction = 'outbound' AND c.result = 'answered'))::int AS reached
    FROM call_part p JOIN call c ON c.id = p.call_id
    WHERE p.person_id = ${personId}::uuid AND p.call_started_at >= ${since} AND ${TAKEN}`);
  return { ...row, talkMs: Math.round(row.talkMs) };
}

/** Calls that rang at the person since then and were not answered, latest ring of each. */
export function missedSince(
  reader: SqlReader,
  personId: string,
  since: Date,
): Promise<{ callId: string; at: Date; number: string; customerName: string | null }[]> {
  return reader.$queryRaw(prepared`
    SELECT o.call_id AS "callId", o.at, c.number, cu.name AS "customerName" FROM (
      SELECT call_id, max(at) AS at FROM call_offer WHERE person_id = ${personId}::uuid AND at >= ${since} AND outcome = 'missed' GROUP BY call_id) o
    JOIN call c ON c.id = o.call_id LEFT JOIN customer_ref cu ON cu.id = c.customer_id ORDER BY o.at DESC, o.call_id LIMIT 20`);
}
