import type { Bilingual, RecordedIn, ticketEvents } from "@cloverdesk/contracts";
import { Prisma, prepared, type Reader } from "../../../platform/db/client.ts";
import { MARK, ROW_COLUMNS, ROW_JOINS, type RowRecord } from "../search/rows.repo.ts";

export interface RefRecord {
  id: string;
  no: number;
  title: string;
  state: string;
}
export interface FileRecord {
  id: string;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
  at: string;
  personId: string;
  personName: string | null;
}
/** A ticket with all that hangs on it. */
export interface DetailRecord extends RowRecord {
  source: string;
  templateId: string;
  templateVersion: number;
  timeLeftMs: bigint | null;
  tied: boolean;
  copiedTo: { id: string; name: string }[];
  parent: RefRecord | null;
  mergedInto: RefRecord | null;
  children: RefRecord[];
  related: RefRecord[];
  calls: {
    id: string;
    direction: string;
    number: string;
    startedAt: string;
    talkMs: number;
    result: string | null;
    skillGroupId: string | null;
    parts: { personId: string | null; outcome: string | null }[];
    agentName: string | null;
    hasRecording: boolean;
  }[];
  files: FileRecord[];
  customerPhones: string[];
  /** Open ones, the earliest first. */
  callbacks: { id: string; version: number; number: string; dueAt: string; note: string }[];
}

const REF = Prisma.sql`jsonb_build_object('id', r.id, 'no', r.no, 'title', r.title, 'state', r.state)`;
const all = (object: Prisma.Sql, from: Prisma.Sql): Prisma.Sql => Prisma.sql`coalesce((SELECT jsonb_agg(${object}) FROM ${from}), '[]')`;

const DETAILS = Prisma.sql`t.source, t.template_id AS "templateId", t.template_version AS "templateVersion", t.time_left_ms AS "timeLeftMs",
  (SELECT ${REF} FROM ticket r WHERE r.id = t.parent_id) AS parent,
  (SELECT ${REF} FROM ticket r WHERE r.id = t.merged_into_id) AS "mergedInto",
  ${all(REF, Prisma.sql`(SELECT * FROM ticket WHERE parent_id = t.id ORDER BY no LIMIT 100) r`)} AS children,
  ${all(REF, Prisma.sql`ticket_link l JOIN ticket r ON r.id = l.other_id WHERE l.ticket_id = t.id`)} AS related,
  ${all(
    Prisma.sql`jsonb_build_object('id', p.id, 'name', p.display_name) ORDER BY p.display_name`,
    Prisma.sql`ticket_person y JOIN person_ref p ON p.id = y.person_id WHERE y.ticket_id = t.id AND y.copied`,
  )} AS "copiedTo",
  ${all(
    Prisma.sql`jsonb_build_object('id', c.id, 'direction', c.direction, 'number', c.number, 'startedAt', c.started_at, 'talkMs', c.talk_ms, 'result', c.result, 'skillGroupId', c.skill_group_id,
      'parts', parts.all, 'agentName', p.display_name,
      'hasRecording', EXISTS (SELECT 1 FROM recording_ref q WHERE q.call_id = c.id AND q.state = 'ready')) ORDER BY c.started_at DESC`,
    Prisma.sql`ticket_call y JOIN call_ref c ON c.id = y.call_id
      CROSS JOIN LATERAL (SELECT coalesce(jsonb_agg(jsonb_build_object('personId', z.person_id, 'outcome', z.outcome)), '[]') AS all,
        (array_agg(z.person_id ORDER BY z.started_at DESC) FILTER (WHERE z.person_id IS NOT NULL AND (z.outcome IS NULL OR z.outcome NOT IN ('missed', 'withdrawn'))))[1] AS agent_id
        FROM call_part_ref z WHERE z.call_id = c.id) parts
      LEFT JOIN person_ref p ON p.id = parts.agent_id WHERE y.ticket_id = t.id`,
  )} AS calls,
  ${all(
    Prisma.sql`jsonb_build_object('id', f.id, 'name', f.name, 'type', f.type, 'bytes', f.bytes, 'sha256', f.sha256, 'at', f.at, 'personId', f.person_id, 'personName', p.display_name) ORDER BY f.at`,
    Prisma.sql`ticket_file f LEFT JOIN person_ref p ON p.id = f.person_id WHERE f.ticket_id = t.id`,
  )} AS files,
  ARRAY(SELECT number FROM customer_phone_ref WHERE customer_id = t.customer_id ORDER BY position) AS "customerPhones",
  ${all(
    Prisma.sql`jsonb_build_object('id', b.id, 'version', b.version, 'number', b.number, 'dueAt', b.due_at, 'note', b.note) ORDER BY b.due_at, b.id`,
    Prisma.sql`callback b WHERE b.ticket_id = t.id AND b.state = 'open'`,
  )} AS callbacks`;

/** One ticket whole, as this person finds it; none when there is none. One statement: its parts belong together. */
export function detailOf(reader: Reader, id: string, personId: string): Promise<DetailRecord[]> {
  return reader.$queryRaw<DetailRecord[]>(prepared`
    SELECT ${ROW_COLUMNS}, ${MARK(personId)}, ${DETAILS}, EXISTS (SELECT 1 FROM ticket_person y WHERE y.ticket_id = t.id AND y.person_id = ${personId}::uuid) AS tied
    FROM ticket t ${ROW_JOINS} WHERE t.id = ${id}::uuid`);
}

/** An event of the ticket, as far as its track tells of it. */
export type TrackRecord = Pick<RecordedIn<typeof ticketEvents>, "seq" | "name" | "at" | "actorId" | "data">;

/** The ticket's events, newest first. */
export function trackOf(reader: Reader, id: string, before: bigint | null, limit: number): Promise<TrackRecord[]> {
  const older = before === null ? Prisma.empty : Prisma.sql`AND seq < ${before}`;
  return reader.$queryRaw<TrackRecord[]>(prepared`
    SELECT seq, name, at, actor_id AS "actorId", data FROM event WHERE entity = 'ticket' AND entity_id = ${id}::uuid ${older} ORDER BY seq DESC LIMIT ${limit}`);
}

/** These files of a ticket. */
export async function filesAmong(reader: Reader, ticketId: string, ids: string[]): Promise<FileRecord[]> {
  if (ids.length === 0) return [];
  return reader.$queryRaw<FileRecord[]>`
    SELECT f.id, f.name, f.type, f.bytes, f.sha256, f.at, f.person_id AS "personId", p.display_name AS "personName"
    FROM ticket_file f LEFT JOIN person_ref p ON p.id = f.person_id WHERE f.ticket_id = ${ticketId}::uuid AND f.id = ANY(${ids}::uuid[])`;
}

/** Names of people, groups, categories, customers and numbers of tickets, by id: what a track's before and after mean. */
export async function namesOf(reader: Reader, ids: string[]): Promise<Map<string, Bilingual>> {
  if (ids.length === 0) return new Map();
  const rows = await reader.$queryRaw<{ id: string; zh: string; en: string }[]>`
    SELECT id, display_name AS zh, display_name AS en FROM person_ref WHERE id = ANY(${ids}::uuid[])
    UNION ALL SELECT id, name, name_en FROM skill_group_ref WHERE id = ANY(${ids}::uuid[])
    UNION ALL SELECT id, name_zh, name_en FROM category_ref WHERE id = ANY(${ids}::uuid[])
    UNION ALL SELECT id, name, name FROM customer_ref WHERE id = ANY(${ids}::uuid[])
    UNION ALL SELECT id, '#' || no, '#' || no FROM ticket WHERE id = ANY(${ids}::uuid[])`;
  return new Map(rows.map(({ id, zh, en }) => [id, { zh, en }]));
}

/** Open tickets of the same customer or number, newest first. */
export async function alikeIds(reader: Reader, customerId: string | null, phone: string | null): Promise<string[]> {
  if (!customerId && !phone) return [];
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT id FROM (SELECT id, no FROM ticket WHERE customer_id = ${customerId}::uuid AND state = 'open'
      UNION SELECT id, no FROM ticket WHERE phone = ${phone} AND state = 'open') AS alike ORDER BY no DESC LIMIT 10`;
  return rows.map((row) => row.id);
}
