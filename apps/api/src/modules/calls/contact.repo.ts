import type { Bilingual } from "@cloverdesk/contracts";
import { Prisma as P, type Prisma, prepared, type SqlReader } from "../../platform/db/client.ts";

/** A hotline's or group's name in both languages, null where nothing was joined. The alias is a constant of ours, never input. */
export const bothNames = (alias: "h" | "g" | "qg"): P.Sql =>
  P.raw(`CASE WHEN ${alias}.id IS NULL THEN NULL ELSE jsonb_build_object('zh', ${alias}.name, 'en', ${alias}.name_en) END`);

/** A call with all that its agent is shown, from one statement: it is read for every push of a call. */
export interface ContactRow {
  id: string;
  version: number;
  direction: string;
  source: string;
  state: string;
  number: string;
  muted: boolean;
  keysSent: string;
  trouble: string | null;
  result: string | null;
  endedBy: string | null;
  sipStatus: number | null;
  q850: number | null;
  summaryState: string;
  agentId: string | null;
  skillGroupId: string | null;
  ivrPath: Prisma.JsonArray;
  startedAt: Date;
  queuedAt: Date | null;
  ringingAt: Date | null;
  ringEndsAt: Date | null;
  answeredAt: Date | null;
  heldAt: Date | null;
  endedAt: Date | null;
  hotlineNumber: string | null;
  hotlineName: Bilingual | null;
  skillGroupName: Bilingual | null;
  agentName: string | null;
  legState: string | null;
  recording: boolean;
  customer: { id: string; name: string; level: string | null; tags: string[] } | null;
  hops: { groupId: string; groupName: Bilingual; enteredAt: string; leftAt: string | null; how: string | null }[];
  offers: { personId: string; personName: string; at: string; outcome: string | null }[];
  last: { at: string; summary: string | null; result: string | null; direction: string } | null;
}

export function contactRows(reader: SqlReader, callIds: string[]): Promise<ContactRow[]> {
  return reader.$queryRaw<ContactRow[]>(prepared`
    SELECT c.id, c.version, c.direction, c.source, c.state, c.number, c.muted, c.keys_sent AS "keysSent", c.trouble, c.result, c.ended_by AS "endedBy",
      c.sip_status AS "sipStatus", c.q850, c.summary_state AS "summaryState", c.agent_id AS "agentId", c.skill_group_id AS "skillGroupId", c.ivr_path AS "ivrPath",
      c.started_at AS "startedAt", c.queued_at AS "queuedAt", c.ringing_at AS "ringingAt", c.ring_ends_at AS "ringEndsAt", c.answered_at AS "answeredAt",
      c.held_at AS "heldAt", c.ended_at AS "endedAt", c.hotline_number AS "hotlineNumber", ${bothNames("h")} AS "hotlineName", ${bothNames("g")} AS "skillGroupName", p.display_name AS "agentName",
      l.state AS "legState",
      EXISTS (SELECT 1 FROM recording r WHERE r.call_id = c.id AND r.state = 'recording') AS recording,
      CASE WHEN cu.id IS NULL THEN NULL ELSE jsonb_build_object('id', cu.id, 'name', cu.name, 'level', cu.level, 'tags', cu.tags) END AS customer,
      COALESCE((SELECT jsonb_agg(jsonb_build_object('groupId', q.skill_group_id, 'groupName', ${bothNames("qg")}, 'enteredAt', q.entered_at, 'leftAt', q.left_at, 'how', q.how) ORDER BY q.entered_at)
        FROM queue_hop q JOIN skill_group qg ON qg.id = q.skill_group_id WHERE q.call_id = c.id), '[]') AS hops,
      COALESCE((SELECT jsonb_agg(jsonb_build_object('personId', o.person_id, 'personName', op.display_name, 'at', o.at, 'outcome', o.outcome) ORDER BY o.at)
        FROM call_offer o JOIN person op ON op.id = o.person_id WHERE o.call_id = c.id), '[]') AS offers,
      (SELECT jsonb_build_object('at', b.started_at, 'summary', s.issue, 'result', b.result, 'direction', b.direction)
        FROM call b LEFT JOIN summary s ON s.call_id = b.id
        WHERE b.customer_id = c.customer_id AND b.started_at < c.started_at ORDER BY b.started_at DESC LIMIT 1) AS last
    FROM call c
    LEFT JOIN hotline h ON h.id = c.hotline_id
    LEFT JOIN skill_group g ON g.id = c.skill_group_id
    LEFT JOIN person p ON p.id = c.agent_id
    LEFT JOIN leg l ON l.id = c.agent_leg_id
    LEFT JOIN customer cu ON cu.id = c.customer_id
    WHERE c.id = ANY(${callIds}::uuid[])`);
}

/** My open contacts, oldest first. */
export async function openContactIds(reader: SqlReader, personId: string): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>(
    prepared`SELECT id FROM call WHERE agent_id = ${personId}::uuid AND state <> 'ended' ORDER BY started_at LIMIT 50`,
  );
  return rows.map((row) => row.id);
}

/** My contacts ended since `since`, and older ones of the last 30 days whose summary is still to finish; newest first. */
export async function endedContactIds(reader: SqlReader, personId: string, since: Date): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT id FROM call
    WHERE agent_id = ${personId}::uuid AND state = 'ended' AND started_at > ${since}::timestamptz - interval '30 days'
      AND (ended_at >= ${since} OR (summary_state <> 'saved' AND answered_at IS NOT NULL))
    ORDER BY started_at DESC LIMIT 100`;
  return rows.map((row) => row.id);
}

/** Whose these calls are now; calls that are nobody's are left out. */
export function agentsOf(reader: SqlReader, callIds: string[]): Promise<{ id: string; agentId: string }[]> {
  return reader.$queryRaw(prepared`SELECT id, agent_id AS "agentId" FROM call WHERE id = ANY(${callIds}::uuid[]) AND agent_id IS NOT NULL`);
}
