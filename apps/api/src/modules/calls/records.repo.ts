import type { Bilingual, callFilter } from "@cloverdesk/contracts";
import { searchDigits } from "@cloverdesk/rules/phone";
import type { z } from "zod";
import { Prisma, type Reader } from "../../platform/db/client.ts";
import { bothNames } from "./contact.repo.ts";
import { TAKEN } from "./part.repo.ts";
import { WITH_EARLIER } from "./summary.repo.ts";

/** One line of the call list as read. */
export interface RecordRow {
  id: string;
  direction: string;
  source: string;
  state: string;
  result: string | null;
  endedBy: string | null;
  number: string;
  startedAt: Date;
  answeredAt: Date | null;
  endedAt: Date | null;
  waitingSince: Date | null;
  ivrMs: number;
  waitMs: number;
  ringMs: number;
  talkMs: number;
  holdMs: number;
  wrapUpMs: number | null;
  summaryState: string;
  agentId: string | null;
  agentName: string | null;
  skillGroupId: string | null;
  skillGroupName: Bilingual | null;
  hotlineNumber: string | null;
  hotlineName: Bilingual | null;
  hasRecording: boolean;
  /** The part that is shown; null when the call reached no agent. */
  partId: string | null;
  customer: { id: string; name: string; level: string | null; tags: string[] } | null;
}

/** Whose calls may be seen: everybody's, those of some groups and one's own, or only one's own. */
export type Reach = { kind: "all" } | { kind: "group"; personId: string; groupIds: string[] } | { kind: "own"; personId: string };

/** Position after which a page goes on: the list's order is (started_at, id), newest first. */
export interface RecordCursor {
  startedAt: string;
  id: string;
}

type Filter = Omit<z.output<typeof callFilter>, "cursor" | "limit" | "mine">;

/** `c` is the call, `s` the part that is shown with it (`shownPart`). */
const COLUMNS = Prisma.sql`c.id, c.direction, c.source, c.state, c.result, c.ended_by AS "endedBy", c.number, c.started_at AS "startedAt", c.answered_at AS "answeredAt", c.ended_at AS "endedAt",
  CASE WHEN c.state IN ('queued', 'ringing') THEN c.queued_at END AS "waitingSince",
  c.ivr_ms AS "ivrMs", c.wait_ms AS "waitMs", COALESCE(s.ring_ms, 0) AS "ringMs", c.talk_ms AS "talkMs", COALESCE(s.hold_ms, 0) AS "holdMs", s.wrap_up_ms AS "wrapUpMs",
  COALESCE(s.summary_state, 'none') AS "summaryState", s.agent_id AS "agentId", s.part_id AS "partId", a.display_name AS "agentName",
  c.skill_group_id AS "skillGroupId", ${bothNames("g")} AS "skillGroupName", c.hotline_number AS "hotlineNumber", ${bothNames("h")} AS "hotlineName",
  EXISTS (SELECT 1 FROM recording r WHERE r.call_id = c.id AND r.state = 'ready') AS "hasRecording",
  CASE WHEN cu.id IS NULL THEN NULL ELSE jsonb_build_object('id', cu.id, 'name', cu.name, 'level', cu.level, 'tags', cu.tags) END AS customer`;

/** Parts that served the customer: a colleague who was only asked has the call in their own list alone. */
const SERVED = Prisma.sql`p.role <> 'consulted'`;

/**
 * Joins what a line of the list shows to the call `c`. Of the parts of people that is the latest which is more than a ring: of this person's, or of all
 * who served the customer when `personId` is null. If nobody answered the call, the line shows the time of the latest ring and no agent.
 */
const joins = (personId: string | null, askedToo = false): Prisma.Sql => Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT p.id AS part_id, p.ring_ms, p.hold_ms, p.wrap_up_ms, p.summary_state, CASE WHEN ${TAKEN} THEN p.person_id END AS agent_id
    FROM call_part p WHERE p.call_id = c.id AND ${personId === null ? Prisma.sql`p.person_id IS NOT NULL AND ${SERVED}` : Prisma.sql`p.person_id = ${personId}::uuid AND ${TAKEN} AND ${askedToo ? Prisma.sql`TRUE` : SERVED}`}
    ORDER BY (${TAKEN}) DESC, p.started_at DESC, p.id DESC LIMIT 1) s ON TRUE
  LEFT JOIN person_ref a ON a.id = s.agent_id LEFT JOIN skill_group_ref g ON g.id = c.skill_group_id
  LEFT JOIN hotline_ref h ON h.id = c.hotline_id LEFT JOIN customer_ref cu ON cu.id = c.customer_id`;

/** Whose part of a call is shown in the list: one's own among one's own, that of the agent who is filtered by, else the latest. */
const shownPerson = (reach: Reach, agentId?: string): string | null => agentId ?? (reach.kind === "own" ? reach.personId : null);

/** A page of the list. The page is cut on calls and parts alone before anything else is joined. */
export function listRecords(reader: Reader, reach: Reach, filter: Filter, after: RecordCursor | null, limit: number): Promise<RecordRow[]> {
  return reader.$queryRaw<RecordRow[]>`
    WITH page AS MATERIALIZED (${pageOf(reach, filter, after, limit)})
    SELECT ${COLUMNS} FROM page c ${joins(shownPerson(reach, filter.agentId), reach.kind === "own")} ORDER BY c.started_at DESC, c.id DESC`;
}

/** How many records the list has, counted up to `upTo`. */
export async function countRecords(reader: Reader, reach: Reach, filter: Filter, upTo: number): Promise<number> {
  const [row] = await reader.$queryRaw<
    { count: number }[]
  >`SELECT count(*)::int AS count FROM (${pageOf(reach, filter, null, upTo)}) AS found`;
  return row?.count ?? 0;
}

function pageOf(reach: Reach, filter: Filter, after: RecordCursor | null, limit: number): Prisma.Sql {
  const calls = (more: Prisma.Sql[]) => Prisma.sql`
    SELECT c.* FROM call c ${whereAll([...filterConditions(filter, after, OF_CALLS), ...more])}
    ORDER BY c.started_at DESC, c.id DESC LIMIT ${limit}`;
  // Read from the index of the person's parts as far as the page needs. Of several parts in a call only the latest counts.
  const callsOf = (personId: string, askedToo: boolean, more: Prisma.Sql[] = []) => Prisma.sql`
    SELECT c.* FROM call_part p JOIN call c ON c.id = p.call_id
    ${whereAll([
      Prisma.sql`p.person_id = ${personId}::uuid`,
      TAKEN,
      askedToo ? Prisma.sql`TRUE` : SERVED,
      Prisma.sql`NOT EXISTS (SELECT 1 FROM call_part q WHERE q.call_id = p.call_id AND q.person_id = p.person_id
        AND (q.started_at, q.id) > (p.started_at, p.id) AND q.outcome IS DISTINCT FROM 'missed' AND q.outcome IS DISTINCT FROM 'withdrawn'
        AND ${askedToo ? Prisma.sql`TRUE` : Prisma.sql`q.role <> 'consulted'`})`,
      ...filterConditions(filter, after, OF_PARTS),
      ...more,
    ])}
    ORDER BY p.call_started_at DESC, p.call_id DESC LIMIT ${limit}`;

  if (reach.kind === "own")
    return filter.agentId && filter.agentId !== reach.personId ? calls([Prisma.sql`FALSE`]) : callsOf(reach.personId, true);
  if (reach.kind === "all") return filter.agentId ? callsOf(filter.agentId, false) : calls([]);
  const ofGroups = Prisma.sql`c.skill_group_id = ANY(${reach.groupIds}::uuid[])`;
  if (filter.agentId) return callsOf(filter.agentId, false, filter.agentId === reach.personId ? [] : [ofGroups]);
  return Prisma.sql`
    SELECT c.* FROM call c WHERE c.id IN (
      (SELECT id FROM (${calls([ofGroups])}) x) UNION (SELECT id FROM (${callsOf(reach.personId, true)}) y))
    ORDER BY c.started_at DESC, c.id DESC LIMIT ${limit}`;
}

/** What a page is read from: calls `c` alone, or a person's parts `p` with their calls. Both have an index in the list's order. */
interface Source {
  startedAt: Prisma.Sql;
  id: Prisma.Sql;
  summaryIs(state: string | undefined): Prisma.Sql;
}
/** A call without any written summary has the state `none`, like one without a part. */
const OF_CALLS: Source = {
  startedAt: Prisma.sql`c.started_at`,
  id: Prisma.sql`c.id`,
  summaryIs: (state) =>
    state === "none"
      ? Prisma.sql`NOT EXISTS (SELECT 1 FROM call_part p WHERE p.call_id = c.id AND p.summary_state <> 'none')`
      : Prisma.sql`EXISTS (SELECT 1 FROM call_part p WHERE p.call_id = c.id AND p.summary_state = ${state})`,
};
const OF_PARTS: Source = {
  startedAt: Prisma.sql`p.call_started_at`,
  id: Prisma.sql`p.call_id`,
  // Nobody asks a colleague who was consulted for a summary: theirs is not missing.
  summaryIs: (state) => Prisma.sql`p.summary_state = ${state}${state === "none" ? Prisma.sql` AND ${SERVED}` : Prisma.empty}`,
};

const whereAll = (conditions: Prisma.Sql[]): Prisma.Sql =>
  conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join(conditions, " AND ")}` : Prisma.empty;

export async function recordRow(reader: Reader, reach: Reach, callId: string): Promise<RecordRow | null> {
  const [row] = await reader.$queryRaw<RecordRow[]>`
    SELECT ${COLUMNS} FROM call c ${joins(shownPerson(reach), reach.kind === "own")} WHERE c.id = ${callId}::uuid`;
  return row ?? null;
}

/** All but the agent, who decides which parts are read. */
function filterConditions(filter: Filter, after: RecordCursor | null, { startedAt, id, summaryIs }: Source): Prisma.Sql[] {
  const digits = filter.number && searchDigits(filter.number);
  const candidates: [unknown, () => Prisma.Sql][] = [
    [after?.id, () => Prisma.sql`(${startedAt}, ${id}) < (${after?.startedAt}::timestamptz, ${after?.id}::uuid)`],
    [filter.from, () => Prisma.sql`${startedAt} >= ${filter.from}::timestamptz`],
    [filter.to, () => Prisma.sql`${startedAt} < ${filter.to}::timestamptz`],
    // A text without a digit is in no number.
    [filter.number, () => (digits ? Prisma.sql`c.number LIKE ${`%${digits}%`}` : Prisma.sql`FALSE`)],
    [filter.skillGroupId, () => Prisma.sql`c.skill_group_id = ${filter.skillGroupId}::uuid`],
    [filter.hotline, () => Prisma.sql`c.hotline_number = ${filter.hotline}`],
    [filter.direction, () => Prisma.sql`c.direction = ${filter.direction}`],
    [filter.result, () => Prisma.sql`c.result = ${filter.result}`],
    [filter.summaryState, () => summaryIs(filter.summaryState)],
    [filter.minTalkMs, () => Prisma.sql`c.talk_ms >= ${filter.minTalkMs}`],
    [filter.maxTalkMs, () => Prisma.sql`c.talk_ms <= ${filter.maxTalkMs}`],
  ];
  return candidates.filter(([value]) => value !== undefined && value !== "").map(([, condition]) => condition());
}

/** All that hangs on a call, for its record. */
export const recordDetails = (reader: Reader, callId: string) =>
  reader.call.findUnique({
    where: { id: callId },
    include: {
      legs: { orderBy: { startedAt: "asc" } },
      parts: {
        orderBy: [{ startedAt: "asc" }, { id: "asc" }],
        include: { holds: { orderBy: { start: "asc" } }, summary: { include: WITH_EARLIER } },
      },
      recordings: true,
    },
  });

/** Numbers the person called, latest first, each once; with `typed` only those that they typed themselves. */
export function recentlyDialed(
  reader: Reader,
  personId: string,
  typed: boolean,
): Promise<{ number: string; name: string | null; at: Date }[]> {
  return reader.$queryRaw`
    SELECT number, name, at FROM (
      SELECT DISTINCT ON (c.number) c.number, cu.name, c.started_at AS at
      FROM (SELECT c.* FROM call_part p JOIN call c ON c.id = p.call_id WHERE p.person_id = ${personId}::uuid AND p.began = 'dialed' AND (NOT ${typed} OR c.source IN ('dialpad', 'fab')) ORDER BY p.call_started_at DESC, p.call_id DESC LIMIT 200) c
      LEFT JOIN customer_ref cu ON cu.id = c.customer_id ORDER BY c.number, c.started_at DESC) latest
    ORDER BY at DESC LIMIT 10`;
}

/** Display names by id. */
export async function personNames(reader: Reader, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await reader.$queryRaw<{ id: string; name: string }[]>`
    SELECT id, display_name AS name FROM person_ref WHERE id = ANY(${ids}::uuid[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Skill groups' names by id. */
export async function groupNames(reader: Reader, ids: string[]): Promise<Map<string, Bilingual>> {
  if (ids.length === 0) return new Map();
  const rows = await reader.$queryRaw<{ id: string; name: Bilingual }[]>`
    SELECT g.id, ${bothNames("g")} AS name FROM skill_group_ref g WHERE g.id = ANY(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** A customer's calls before a moment, newest first. */
export function customerCalls(
  reader: Reader,
  {
    customerId,
    actor,
    before,
    limit,
  }: { customerId: string; actor: { personId: string }; before: { at: Date; id: string } | null; limit: number },
): Promise<(RecordRow & { issue: string | null; takesPart: boolean })[]> {
  const older = before ? Prisma.sql`AND (c.started_at, c.id) < (${before.at}, ${before.id}::uuid)` : Prisma.empty;
  return reader.$queryRaw`
    WITH page AS MATERIALIZED (SELECT c.* FROM call c WHERE c.customer_id = ${customerId}::uuid ${older} ORDER BY c.started_at DESC, c.id DESC LIMIT ${limit})
    SELECT ${COLUMNS},
      (SELECT w.issue FROM call_part p JOIN summary w ON w.part_id = p.id WHERE p.call_id = c.id ORDER BY p.started_at DESC LIMIT 1) AS issue,
      EXISTS (SELECT 1 FROM call_part p WHERE p.call_id = c.id AND p.person_id = ${actor.personId}::uuid AND ${TAKEN}) AS "takesPart"
    FROM page c ${joins(null)} ORDER BY c.started_at DESC, c.id DESC`;
}

/** What can be filtered by: people of the reach's groups, the groups, every hotline. */
export async function filterOptions(reader: Reader, reach: Reach) {
  const groups = reach.kind === "all" ? Prisma.sql`TRUE` : Prisma.sql`g.id = ANY(${reach.kind === "group" ? reach.groupIds : []}::uuid[])`;
  const people =
    reach.kind === "all"
      ? Prisma.sql`EXISTS (SELECT 1 FROM skill_group_member_ref m WHERE m.person_id = p.id)`
      : reach.kind === "group"
        ? Prisma.sql`EXISTS (SELECT 1 FROM skill_group_member_ref m WHERE m.person_id = p.id AND m.skill_group_id = ANY(${reach.groupIds}::uuid[]))`
        : Prisma.sql`p.id = ${reach.personId}::uuid`;
  const [agents, skillGroups, hotlines] = await Promise.all([
    reader.$queryRaw<
      { id: string; name: string }[]
    >`SELECT p.id, p.display_name AS name FROM person_ref p WHERE ${people} ORDER BY p.display_name`,
    reader.$queryRaw<
      { id: string; name: Bilingual }[]
    >`SELECT g.id, ${bothNames("g")} AS name FROM skill_group_ref g WHERE ${groups} ORDER BY g.name`,
    reader.$queryRaw<
      { number: string; name: Bilingual }[]
    >`SELECT h.number, ${bothNames("h")} AS name FROM hotline_ref h ORDER BY h.number`,
  ]);
  return { agents, skillGroups, hotlines };
}
