import type { Bilingual } from "@cloverdesk/contracts";
import { Prisma, type Reader } from "../../platform/db/client.ts";

/** A caller and the agent who is to be rung for them. */
export interface Match {
  callId: string;
  skillGroupId: string;
  personId: string;
}

/** Where the day of `calls_today` begins and ends. */
export const COUNTING_ZONE = "Asia/Shanghai";

/**
 * Memberships of the agents who can be rung at this moment: ready, on a live page that owns the audio. Routing's one look into the agents' table,
 * read only: choosing and ringing must see the same rows, and `offerToAgent` asks for the same again when it takes the agent.
 */
const routable = (at: Date): Prisma.Sql => Prisma.sql`
  SELECT m.skill_group_id, m.person_id, m.level, m.priority, a.idle_since, a.offered_at,
    CASE WHEN a.calls_day = (${at}::timestamptz AT TIME ZONE ${COUNTING_ZONE})::date THEN a.calls_today ELSE 0 END AS calls_today
  FROM agent a JOIN skill_group_member m ON m.person_id = a.person_id
  WHERE a.state = 'ready' AND a.connected AND a.audio_tab IS NOT NULL AND a.lease_until > ${at}`;

/** How the group `g` prefers among its members `r`: first those for whom it is a main group, then by its strategy, then the longest idle. */
const PREFERENCE = Prisma.sql`r.priority,
  CASE g.strategy WHEN 'least_calls' THEN r.calls_today WHEN 'skill_level' THEN -r.level ELSE 0 END,
  CASE g.strategy WHEN 'round_robin' THEN coalesce(r.offered_at, '-infinity') ELSE r.idle_since END,
  r.idle_since, r.person_id`;

/** Serializes distribution over all api processes until the end of the transaction. */
export async function lockDistribution(rows: Reader): Promise<void> {
  await rows.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('routing.distribution'))`;
}

/**
 * The next pair. Of the first callers of all groups that have a routable member, the one of the higher priority goes first, then the one whose group
 * some agent serves first, then the one who has waited longest; for them the group's preferred agent is rung.
 * An agent who let this very call ring comes after everybody else: back by themselves (a missed call is a break) they are better than nobody.
 */
export async function findMatch(rows: Reader, at: Date): Promise<Match | null> {
  const [match] = await rows.$queryRaw<Match[]>`
    WITH routable AS MATERIALIZED (${routable(at)}),
    first AS (
      SELECT head.*, served.skill_group_id FROM (SELECT skill_group_id, min(priority) AS priority FROM routable GROUP BY 1) served
      CROSS JOIN LATERAL (
        SELECT q.call_id, q.priority, q.entered_at, q.missed_by FROM queue_entry q
        WHERE q.skill_group_id = served.skill_group_id AND q.offered_to IS NULL
        ORDER BY q.priority DESC, q.entered_at, q.call_id LIMIT 1) head
      ORDER BY head.priority DESC, served.priority, head.entered_at, head.call_id LIMIT 1)
    SELECT first.call_id AS "callId", g.id AS "skillGroupId", r.person_id AS "personId"
    FROM first JOIN skill_group g ON g.id = first.skill_group_id JOIN routable r ON r.skill_group_id = g.id
    ORDER BY r.person_id = ANY(first.missed_by), ${PREFERENCE} LIMIT 1`;
  return match ?? null;
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
export async function readStanding(rows: Reader, personId: string, at: Date): Promise<Standing[]> {
  return rows.$queryRaw<Standing[]>`
    WITH routable AS MATERIALIZED (${routable(at)}),
    ranked AS (
      SELECT r.skill_group_id, r.person_id, row_number() OVER (PARTITION BY g.id ORDER BY ${PREFERENCE}) - 1 AS ahead
      FROM routable r JOIN skill_group g ON g.id = r.skill_group_id)
    SELECT g.id AS "skillGroupId", jsonb_build_object('zh', g.name, 'en', g.name_en) AS name,
      (SELECT count(*)::int FROM queue_entry q WHERE q.skill_group_id = g.id AND q.offered_to IS NULL) AS waiting,
      coalesce((SELECT ahead FROM ranked WHERE skill_group_id = g.id AND person_id = ${personId}::uuid),
        (SELECT count(*) FROM ranked WHERE skill_group_id = g.id))::int AS ahead
    FROM skill_group_member m JOIN skill_group g ON g.id = m.skill_group_id
    WHERE m.person_id = ${personId}::uuid ORDER BY g.name, g.id`;
}
