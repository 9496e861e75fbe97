import type { Bilingual } from "@cloverdesk/contracts";
import { Prisma, prepared, type SqlReader } from "../../platform/db/client.ts";
import type { Ready, Waiting } from "./pair-up.ts";

/**
 * Present memberships of the agents who can be rung at this moment: not disabled, ready, on a live page that owns the audio. Routing's one look into the agents' table,
 * read only: choosing and ringing must see the same rows, and `offerToAgent` asks for the same again when it takes the agent.
 */
const routable = (at: Date): Prisma.Sql => Prisma.sql`
  SELECT m.skill_group_id, m.person_id, m.level, m.priority, a.idle_since, a.offered_at,
    CASE WHEN a.calls_day = (${at}::timestamptz AT TIME ZONE (SELECT time_zone FROM enterprise_ref))::date THEN a.calls_today ELSE 0 END AS calls_today
  FROM agent_ref a JOIN skill_group_member_ref m ON m.person_id = a.person_id
  WHERE a.state = 'ready' AND a.connected AND a.audio_tab IS NOT NULL AND a.lease_until > ${at}
    AND NOT EXISTS (SELECT 1 FROM person_ref p WHERE p.id = a.person_id AND p.status <> 'active')`;

/** How the group `g` prefers among its members `r`: first those for whom it is a main group, then by its strategy, then the longest idle. */
const PREFERENCE = Prisma.sql`r.priority,
  CASE g.strategy WHEN 'least_calls' THEN r.calls_today WHEN 'skill_level' THEN -r.level ELSE 0 END,
  CASE g.strategy WHEN 'round_robin' THEN coalesce(r.offered_at, '-infinity') ELSE r.idle_since END,
  r.idle_since, r.person_id`;

/** Serializes distribution over all api processes until the end of the transaction. */
export async function lockDistribution(rows: SqlReader): Promise<void> {
  await rows.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('routing.distribution'))`;
}

/** Whether somebody waits whom an agent could be rung for at this moment. */
export async function isAnyServable(rows: SqlReader, at: Date): Promise<boolean> {
  const [row] = await rows.$queryRaw<{ any: boolean }[]>(prepared`
    SELECT EXISTS (
      SELECT 1 FROM (SELECT DISTINCT skill_group_id FROM queue_entry WHERE offered_to IS NULL) q
      CROSS JOIN LATERAL (SELECT 1 FROM (${routable(at)} AND m.skill_group_id = q.skill_group_id LIMIT 1) r) served) AS any`);
  return row?.any ?? false;
}

/** Whether a member of the group is at work and may take calls now or later. Those whose page is away count until their grace time is over. */
export async function isAnyOnDuty(rows: SqlReader, groupId: string, at: Date): Promise<boolean> {
  const [row] = await rows.$queryRaw<{ any: boolean }[]>(prepared`
    SELECT EXISTS (
      SELECT 1 FROM agent_ref a JOIN skill_group_member_ref m ON m.person_id = a.person_id
      WHERE m.skill_group_id = ${groupId}::uuid AND a.state NOT IN ('off_duty', 'outbound_only')
        AND (a.connected OR a.grace_ends_at > ${at})) AS any`);
  return row?.any ?? false;
}

/** The agents who can be rung at this moment. */
export async function readRoutable(rows: SqlReader, at: Date): Promise<Set<string>> {
  const found = await rows.$queryRaw<{ id: string }[]>(prepared`SELECT DISTINCT r.person_id AS id FROM (${routable(at)}) r`);
  return new Set(found.map(({ id }) => id));
}

/** How a group that takes calls stands at this moment. */
export interface GroupLoad {
  skillGroupId: string;
  name: Bilingual;
  /** Members who can be rung now. */
  ready: number;
  /** Members at work, who may take calls now or later. */
  onDuty: number;
  /** Callers for whom nobody is rung. */
  waiting: number;
}

/** All groups that take calls, or only one of them; the members are counted without `except`. */
export function readGroupLoads(
  rows: SqlReader,
  { at, except, groupId }: { at: Date; except: string; groupId?: string },
): Promise<GroupLoad[]> {
  return rows.$queryRaw<GroupLoad[]>`
    WITH routable AS MATERIALIZED (${routable(at)})
    SELECT g.id AS "skillGroupId", jsonb_build_object('zh', g.name, 'en', g.name_en) AS name,
      (SELECT count(*)::int FROM routable r WHERE r.skill_group_id = g.id AND r.person_id <> ${except}::uuid) AS ready,
      (SELECT count(*)::int FROM skill_group_member_ref m JOIN agent_ref a ON a.person_id = m.person_id
        WHERE m.skill_group_id = g.id AND m.person_id <> ${except}::uuid AND a.state NOT IN ('off_duty', 'outbound_only')
          AND (a.connected OR a.grace_ends_at > ${at})) AS "onDuty",
      (SELECT count(*)::int FROM queue_entry q WHERE q.skill_group_id = g.id AND q.offered_to IS NULL) AS waiting
    FROM skill_group_ref g WHERE g.hotline ${groupId === undefined ? Prisma.empty : Prisma.sql`AND g.id = ${groupId}::uuid`} ORDER BY g.name, g.id`;
}

/** The first `most` callers of each group for whom nobody is rung, in their order. */
export function firstWaiting(rows: SqlReader, most: number): Promise<Waiting[]> {
  return rows.$queryRaw<Waiting[]>(prepared`
    SELECT head.* FROM (SELECT DISTINCT skill_group_id FROM queue_entry WHERE offered_to IS NULL) g
    CROSS JOIN LATERAL (
      SELECT q.call_id AS "callId", q.skill_group_id AS "skillGroupId", q.priority, q.entered_at AS "enteredAt", q.missed_by AS "missedBy" FROM queue_entry q
      WHERE q.skill_group_id = g.skill_group_id AND q.offered_to IS NULL
      ORDER BY q.priority DESC, q.entered_at, q.call_id LIMIT ${most}) head
    ORDER BY head.priority DESC, head."enteredAt", head."callId"`);
}

/** The first `most` agents of each of these groups who can be rung, the preferred first. */
export async function firstReady(rows: SqlReader, groupIds: string[], most: number, at: Date): Promise<Ready> {
  const found = await rows.$queryRaw<{ skillGroupId: string; personId: string; priority: number }[]>(prepared`
    SELECT g.id AS "skillGroupId", preferred.person_id AS "personId", preferred.priority FROM skill_group_ref g
    CROSS JOIN LATERAL (
      SELECT r.person_id, r.priority, row_number() OVER (ORDER BY ${PREFERENCE}) AS place
      FROM (${routable(at)} AND m.skill_group_id = g.id) r ORDER BY ${PREFERENCE} LIMIT ${most}) preferred
    WHERE g.id = ANY(${groupIds}::uuid[]) ORDER BY g.id, preferred.place`);
  const ready = new Map<string, { personId: string; priority: number }[]>();
  for (const { skillGroupId, ...agent } of found) ready.set(skillGroupId, [...(ready.get(skillGroupId) ?? []), agent]);
  return ready;
}

/** Where an agent stands in one of their groups. */
export interface Standing {
  skillGroupId: string;
  name: Bilingual;
  waiting: number;
  /** Routable members whom the group would ring before this person. */
  ahead: number;
}

/** The person's place in each of their groups; for somebody who is not routable, `ahead` counts all who are. */
export async function readStanding(rows: SqlReader, personId: string, at: Date): Promise<Standing[]> {
  return rows.$queryRaw<Standing[]>`
    WITH routable AS MATERIALIZED (${routable(at)}),
    ranked AS (
      SELECT r.skill_group_id, r.person_id, row_number() OVER (PARTITION BY g.id ORDER BY ${PREFERENCE}) - 1 AS ahead
      FROM routable r JOIN skill_group_ref g ON g.id = r.skill_group_id)
    SELECT g.id AS "skillGroupId", jsonb_build_object('zh', g.name, 'en', g.name_en) AS name,
      (SELECT count(*)::int FROM queue_entry q WHERE q.skill_group_id = g.id AND q.offered_to IS NULL) AS waiting,
      coalesce((SELECT ahead FROM ranked WHERE skill_group_id = g.id AND person_id = ${personId}::uuid),
        (SELECT count(*) FROM ranked WHERE skill_group_id = g.id))::int AS ahead
    FROM skill_group_member_ref m JOIN skill_group_ref g ON g.id = m.skill_group_id
    WHERE m.person_id = ${personId}::uuid ORDER BY g.name, g.id`;
}
