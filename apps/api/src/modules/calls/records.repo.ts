import type { Bilingual, callFilter } from "@cloverdesk/contracts";
import { searchDigits } from "@cloverdesk/rules/phone";
import type { z } from "zod";
import { Prisma, type Reader } from "../../platform/db/client.ts";
import { bothNames } from "./contact.repo.ts";

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

const COLUMNS = Prisma.sql`c.id, c.direction, c.source, c.state, c.result, c.ended_by AS "endedBy", c.number, c.started_at AS "startedAt", c.answered_at AS "answeredAt", c.ended_at AS "endedAt",
  c.ivr_ms AS "ivrMs", c.wait_ms AS "waitMs", c.ring_ms AS "ringMs", c.talk_ms AS "talkMs", c.hold_ms AS "holdMs", c.wrap_up_ms AS "wrapUpMs", c.summary_state AS "summaryState",
  c.agent_id AS "agentId", p.display_name AS "agentName", c.skill_group_id AS "skillGroupId", ${bothNames("g")} AS "skillGroupName", c.hotline_number AS "hotlineNumber", ${bothNames("h")} AS "hotlineName",
  EXISTS (SELECT 1 FROM recording r WHERE r.call_id = c.id AND r.state = 'ready') AS "hasRecording",
  CASE WHEN cu.id IS NULL THEN NULL ELSE jsonb_build_object('id', cu.id, 'name', cu.name, 'level', cu.level, 'tags', cu.tags) END AS customer`;
const JOINS = Prisma.sql`LEFT JOIN person p ON p.id = c.agent_id LEFT JOIN skill_group g ON g.id = c.skill_group_id LEFT JOIN hotline h ON h.id = c.hotline_id LEFT JOIN customer cu ON cu.id = c.customer_id`;

/** A page of the list. The page is cut on `call` alone before anything is joined. */
export function listRecords(reader: Reader, reach: Reach, filter: Filter, after: RecordCursor | null, limit: number): Promise<RecordRow[]> {
  const conditions = [...reachConditions(reach), ...filterConditions(filter)];
  if (after) conditions.push(Prisma.sql`(c.started_at, c.id) < (${after.startedAt}::timestamptz, ${after.id}::uuid)`);
  const where = conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join(conditions, " AND ")}` : Prisma.empty;
  return reader.$queryRaw<RecordRow[]>`
    WITH page AS MATERIALIZED (SELECT c.* FROM call c ${where} ORDER BY c.started_at DESC, c.id DESC LIMIT ${limit})
    SELECT ${COLUMNS} FROM page c ${JOINS} ORDER BY c.started_at DESC, c.id DESC`;
}

export async function recordRow(reader: Reader, callId: string): Promise<RecordRow | null> {
  const [row] = await reader.$queryRaw<RecordRow[]>`SELECT ${COLUMNS} FROM call c ${JOINS} WHERE c.id = ${callId}::uuid`;
  return row ?? null;
}

function reachConditions(reach: Reach): Prisma.Sql[] {
  if (reach.kind === "all") return [];
  if (reach.kind === "own") return [Prisma.sql`c.agent_id = ${reach.personId}::uuid`];
  return [Prisma.sql`(c.agent_id = ${reach.personId}::uuid OR c.skill_group_id = ANY(${reach.groupIds}::uuid[]))`];
}

function filterConditions(filter: Filter): Prisma.Sql[] {
  const digits = filter.number && searchDigits(filter.number);
  const candidates: [unknown, () => Prisma.Sql][] = [
    [filter.from, () => Prisma.sql`c.started_at >= ${filter.from}::timestamptz`],
    [filter.to, () => Prisma.sql`c.started_at < ${filter.to}::timestamptz`],
    // A text without a digit is in no number.
    [filter.number, () => (digits ? Prisma.sql`c.number LIKE ${`%${digits}%`}` : Prisma.sql`FALSE`)],
    [filter.agentId, () => Prisma.sql`c.agent_id = ${filter.agentId}::uuid`],
    [filter.skillGroupId, () => Prisma.sql`c.skill_group_id = ${filter.skillGroupId}::uuid`],
    [filter.hotline, () => Prisma.sql`c.hotline_number = ${filter.hotline}`],
    [filter.direction, () => Prisma.sql`c.direction = ${filter.direction}`],
    [filter.result, () => Prisma.sql`c.result = ${filter.result}`],
    [filter.summaryState, () => Prisma.sql`c.summary_state = ${filter.summaryState}`],
    [filter.minTalkMs, () => Prisma.sql`c.talk_ms >= ${filter.minTalkMs}`],
    [filter.maxTalkMs, () => Prisma.sql`c.talk_ms <= ${filter.maxTalkMs}`],
  ];
  return candidates.filter(([value]) => value !== undefined && value !== "").map(([, condition]) => condition());
}

/** All that hangs on a call, for its record. */
export const recordDetails = (reader: Reader, callId: string) =>
  reader.call.findUnique({
    where: { id: callId },
    include: { legs: { orderBy: { startedAt: "asc" } }, holds: { orderBy: { start: "asc" } }, recordings: true, summary: true },
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
      FROM (SELECT * FROM call WHERE agent_id = ${personId}::uuid AND direction = 'outbound' AND (NOT ${typed} OR source IN ('dialpad', 'fab')) ORDER BY started_at DESC LIMIT 200) c
      LEFT JOIN customer cu ON cu.id = c.customer_id ORDER BY c.number, c.started_at DESC) latest
    ORDER BY at DESC LIMIT 10`;
}

/** Display names by id. */
export async function personNames(reader: Reader, ids: string[]): Promise<Map<string, string>> {
  const rows = await reader.person.findMany({ where: { id: { in: ids } }, select: { id: true, displayName: true } });
  return new Map(rows.map((row) => [row.id, row.displayName]));
}

/** A customer's calls before a moment, newest first. */
export function customerCalls(
  reader: Reader,
  { customerId, before, limit }: { customerId: string; before: { at: Date; id: string } | null; limit: number },
): Promise<(RecordRow & { issue: string | null })[]> {
  const older = before ? Prisma.sql`AND (c.started_at, c.id) < (${before.at}, ${before.id}::uuid)` : Prisma.empty;
  return reader.$queryRaw`
    WITH page AS MATERIALIZED (SELECT c.* FROM call c WHERE c.customer_id = ${customerId}::uuid ${older} ORDER BY c.started_at DESC, c.id DESC LIMIT ${limit})
    SELECT ${COLUMNS}, s.issue FROM page c ${JOINS} LEFT JOIN summary s ON s.call_id = c.id ORDER BY c.started_at DESC, c.id DESC`;
}

/** What can be filtered by: people of the reach's groups, the groups, every hotline. */
export async function filterOptions(reader: Reader, reach: Reach) {
  const groups = reach.kind === "all" ? Prisma.sql`TRUE` : Prisma.sql`g.id = ANY(${reach.kind === "group" ? reach.groupIds : []}::uuid[])`;
  const people =
    reach.kind === "all"
      ? Prisma.sql`EXISTS (SELECT 1 FROM skill_group_member m WHERE m.person_id = p.id)`
      : reach.kind === "group"
        ? Prisma.sql`EXISTS (SELECT 1 FROM skill_group_member m WHERE m.person_id = p.id AND m.skill_group_id = ANY(${reach.groupIds}::uuid[]))`
        : Prisma.sql`p.id = ${reach.personId}::uuid`;
  const [agents, skillGroups, hotlines] = await Promise.all([
    reader.$queryRaw<
      { id: string; name: string }[]
    >`SELECT p.id, p.display_name AS name FROM person p WHERE ${people} ORDER BY p.display_name`,
    reader.$queryRaw<
      { id: string; name: Bilingual }[]
    >`SELECT g.id, ${bothNames("g")} AS name FROM skill_group g WHERE ${groups} ORDER BY g.name`,
    reader.$queryRaw<{ number: string; name: Bilingual }[]>`SELECT h.number, ${bothNames("h")} AS name FROM hotline h ORDER BY h.number`,
  ]);
  return { agents, skillGroups, hotlines };
}
