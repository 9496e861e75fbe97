import type { Bilingual } from "@cloverdesk/contracts";
import { Prisma as P, type Prisma, prepared, type SqlReader } from "../../platform/db/client.ts";
import { TAKEN, takenOf } from "./part.repo.ts";

/** A hotline's or group's name in both languages, null where nothing was joined. The alias is a constant of ours, never input. */
export const bothNames = (alias: "h" | "g" | "qg" | "tg"): P.Sql =>
  P.raw(`CASE WHEN ${alias}.id IS NULL THEN NULL ELSE jsonb_build_object('zh', ${alias}.name, 'en', ${alias}.name_en) END`);

/** A call with one person's part of it and all that this person is shown, from one statement: it is read for every push of a call. */
export interface ContactRow {
  id: string;
  version: number;
  direction: string;
  source: string;
  state: string;
  number: string;
  result: string | null;
  endedBy: string | null;
  sipStatus: number | null;
  q850: number | null;
  skillGroupId: string | null;
  ivrPath: Prisma.JsonArray;
  startedAt: Date;
  queuedAt: Date | null;
  alertedAt: Date | null;
  hotlineNumber: string | null;
  hotlineName: Bilingual | null;
  skillGroupName: Bilingual | null;
  partId: string;
  role: string;
  partState: string;
  began: string;
  outcome: string | null;
  partStartedAt: Date;
  ringEndsAt: Date | null;
  answeredAt: Date | null;
  heldAt: Date | null;
  partEndedAt: Date | null;
  muted: boolean;
  keysSent: string;
  trouble: string | null;
  summaryState: string;
  legState: string | null;
  recording: boolean;
  customer: { id: string; name: string; level: string | null; tags: string[] } | null;
  hops: { groupId: string; groupName: Bilingual; enteredAt: string; leftAt: string | null; how: string | null; why: string }[];
  transfers: TransferRow[];
  consultations: ConsultationRow[];
  /** Open parts of people and outside numbers, the first first. */
  inCall: { role: string; state: string; personId: string | null; personName: string | null; number: string | null }[];
  offers: { personId: string; personName: string; at: string; outcome: string | null }[];
  last: { at: string; summary: string | null; result: string | null; direction: string } | null;
}

/** A transfer with its names, as JSON gives it. */
export interface TransferRow {
  id: string;
  partId: string;
  fromId: string;
  fromName: string;
  toPersonId: string | null;
  toPersonName: string | null;
  toGroupId: string | null;
  toGroupName: Bilingual | null;
  toNumber: string | null;
  note: string;
  at: string;
  state: string;
  endedAt: string | null;
  failure: string | null;
  takenById: string | null;
  takenByName: string | null;
}

/** A consultation with its names, as JSON gives it. */
export interface ConsultationRow {
  id: string;
  partId: string;
  askerId: string;
  askerName: string;
  colleagueId: string;
  colleagueName: string;
  note: string;
  at: string;
  state: string;
  answeredAt: string | null;
  endedAt: string | null;
  outcome: string | null;
}

/** Waits in queues and rings, for the alias `c` of `call`. */
const HOPS = P.sql`COALESCE((SELECT jsonb_agg(jsonb_build_object('groupId', q.skill_group_id, 'groupName', ${bothNames("qg")}, 'enteredAt', q.entered_at, 'leftAt', q.left_at, 'how', q.how, 'why', q.why) ORDER BY q.entered_at)
  FROM queue_hop q JOIN skill_group_ref qg ON qg.id = q.skill_group_id WHERE q.call_id = c.id), '[]') AS hops`;
const OFFERS = P.sql`COALESCE((SELECT jsonb_agg(jsonb_build_object('personId', o.person_id, 'personName', op.display_name, 'at', o.at, 'outcome', o.outcome) ORDER BY o.at)
  FROM call_offer o JOIN person_ref op ON op.id = o.person_id WHERE o.call_id = c.id), '[]') AS offers`;

const TRANSFERS = P.sql`COALESCE((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'partId', t.part_id, 'fromId', t.from_person_id, 'fromName', tf.display_name,
    'toPersonId', t.to_person_id, 'toPersonName', tp.display_name, 'toGroupId', t.to_skill_group_id, 'toGroupName', ${bothNames("tg")}, 'toNumber', t.to_number, 'note', t.note, 'at', t.at,
    'state', t.state, 'endedAt', t.ended_at, 'failure', t.failure, 'takenById', t.taken_by_id, 'takenByName', tt.display_name) ORDER BY t.at)
  FROM call_transfer t JOIN person_ref tf ON tf.id = t.from_person_id LEFT JOIN person_ref tp ON tp.id = t.to_person_id
    LEFT JOIN skill_group_ref tg ON tg.id = t.to_skill_group_id LEFT JOIN person_ref tt ON tt.id = t.taken_by_id WHERE t.call_id = c.id), '[]') AS transfers`;

const CONSULTATIONS = P.sql`COALESCE((SELECT jsonb_agg(jsonb_build_object('id', n.id, 'partId', n.part_id, 'askerId', n.from_person_id, 'askerName', nf.display_name,
    'colleagueId', n.to_person_id, 'colleagueName', nt.display_name, 'note', n.note, 'at', n.at, 'state', n.state, 'answeredAt', n.answered_at, 'endedAt', n.ended_at,
    'outcome', n.outcome) ORDER BY n.at)
  FROM call_consultation n JOIN person_ref nf ON nf.id = n.from_person_id JOIN person_ref nt ON nt.id = n.to_person_id WHERE n.call_id = c.id), '[]') AS consultations`;

const IN_CALL = P.sql`COALESCE((SELECT jsonb_agg(jsonb_build_object('role', i.role, 'state', i.state, 'personId', i.person_id, 'personName', ip.display_name, 'number', i.number)
    ORDER BY i.started_at, i.id)
  FROM call_part i LEFT JOIN person_ref ip ON ip.id = i.person_id WHERE i.call_id = c.id AND i.state <> 'ended'), '[]') AS "inCall"`;

/** These calls as the person sees them: with their open part, else their latest beyond the ring, else their latest. Calls in which they have none are left out. */
export function contactRows(reader: SqlReader, callIds: string[], personId: string): Promise<ContactRow[]> {
  return reader.$queryRaw<ContactRow[]>(prepared`
    SELECT c.id, c.version, c.direction, c.source, c.state, c.number, c.result, c.ended_by AS "endedBy",
      c.sip_status AS "sipStatus", c.q850, COALESCE(p.trouble, c.trouble) AS trouble, c.skill_group_id AS "skillGroupId", c.ivr_path AS "ivrPath",
      c.started_at AS "startedAt", c.queued_at AS "queuedAt", c.alerted_at AS "alertedAt",
      c.hotline_number AS "hotlineNumber", ${bothNames("h")} AS "hotlineName", ${bothNames("g")} AS "skillGroupName",
      p.id AS "partId", p.role, p.state AS "partState", p.began, p.outcome, p.started_at AS "partStartedAt", p.ring_ends_at AS "ringEndsAt",
      p.answered_at AS "answeredAt", p.held_at AS "heldAt", p.ended_at AS "partEndedAt", p.muted, p.keys_sent AS "keysSent",
      p.summary_state AS "summaryState", l.state AS "legState",
      EXISTS (SELECT 1 FROM recording r WHERE r.call_id = c.id AND r.state = 'recording') AS recording,
      CASE WHEN cu.id IS NULL THEN NULL ELSE jsonb_build_object('id', cu.id, 'name', cu.name, 'level', cu.level, 'tags', cu.tags) END AS customer,
      ${HOPS}, ${OFFERS}, ${TRANSFERS}, ${CONSULTATIONS}, ${IN_CALL},
      (SELECT jsonb_build_object('at', b.started_at, 'result', b.result, 'direction', b.direction, 'summary',
          (SELECT s.issue FROM call_part bp JOIN summary s ON s.part_id = bp.id WHERE bp.call_id = b.id AND bp.role <> 'consulted' ORDER BY bp.started_at DESC LIMIT 1))
        FROM call b WHERE b.customer_id = c.customer_id AND b.started_at < c.started_at ORDER BY b.started_at DESC LIMIT 1) AS last
    FROM call c
    JOIN LATERAL (SELECT * FROM call_part p WHERE p.call_id = c.id AND p.person_id = ${personId}::uuid
      ORDER BY p.state <> 'ended' DESC, (${TAKEN}) DESC, p.started_at DESC LIMIT 1) p ON TRUE
    LEFT JOIN hotline_ref h ON h.id = c.hotline_id
    LEFT JOIN skill_group_ref g ON g.id = c.skill_group_id
    LEFT JOIN leg l ON l.id = p.leg_id
    LEFT JOIN customer_ref cu ON cu.id = c.customer_id
    WHERE c.id = ANY(${callIds}::uuid[])`);
}

export type WaitsRow = Pick<ContactRow, "hops" | "offers" | "transfers" | "consultations">;
/** Where a call waited, at whom it rang, who gave it to whom, and who asked whom. */
export async function waitsOf(reader: SqlReader, callId: string): Promise<WaitsRow | null> {
  const [row] = await reader.$queryRaw<WaitsRow[]>(
    prepared`SELECT ${HOPS}, ${OFFERS}, ${TRANSFERS}, ${CONSULTATIONS} FROM call c WHERE c.id = ${callId}::uuid`,
  );
  return row ?? null;
}

/** Calls in which I have an open part, oldest first. */
export async function openContactIds(reader: SqlReader, personId: string): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>(
    prepared`SELECT call_id AS id FROM call_part WHERE person_id = ${personId}::uuid AND state <> 'ended' ORDER BY call_started_at LIMIT 50`,
  );
  return rows.map((row) => row.id);
}

/** Calls in which my part (of several the latest) ended since `since`, and older ones of the last 30 days whose summary is still to finish; newest first. */
export async function endedContactIds(reader: SqlReader, personId: string, since: Date): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT p.call_started_at, p.call_id AS id FROM call_part p
    WHERE p.person_id = ${personId}::uuid AND p.state = 'ended' AND ${TAKEN} AND p.call_started_at > ${since}::timestamptz - interval '30 days'
      AND (p.ended_at >= ${since} OR (p.summary_state <> 'saved' AND p.answered_at IS NOT NULL AND p.role <> 'consulted'))
      AND NOT EXISTS (
        SELECT 1 FROM call_part later WHERE later.call_id = p.call_id AND later.person_id = p.person_id AND later.started_at > p.started_at AND ${takenOf("later")})
    ORDER BY p.call_started_at DESC LIMIT 100`;
  return rows.map((row) => row.id);
}

/** On whose workbench these calls stand: the people who have a part in them that is more than an unanswered ring. */
export function viewersOf(reader: SqlReader, callIds: string[]): Promise<{ callId: string; personId: string }[]> {
  return reader.$queryRaw(prepared`
    SELECT DISTINCT p.call_id AS "callId", p.person_id AS "personId" FROM call_part p
    WHERE p.call_id = ANY(${callIds}::uuid[]) AND p.person_id IS NOT NULL AND ${TAKEN}`);
}
