import type { AgentState, AskableState, StateReason } from "@cloverdesk/contracts";
import { Prisma, prepared, type SqlReader } from "../../platform/db/client.ts";
import { table } from "../../platform/db/table.ts";

/** Where an agent stands (schema: Agent). Off duty nothing of a page is kept: no audio tab, not connected. */
export interface AgentRow {
  personId: string;
  state: AgentState;
  since: Date;
  reason: StateReason;
  breakReason: string | null;
  note: string | null;
  nextState: AskableState | null;
  nextBreakReason: string | null;
  nextReason: StateReason | null;
  cameFrom: AskableState | null;
  cameFromReason: StateReason | null;
  cameFromBreakReason: string | null;
  cameFromSince: Date | null;
  /** The call that the agent is in, and their part of it: both, or neither. */
  callId: string | null;
  partId: string | null;
  ringEndsAt: Date | null;
  wrapUpEndsAt: Date | null;
  idleSince: Date;
  callsToday: number;
  audioTab: string | null;
  connected: boolean;
  connectionId: string | null;
  leaseUntil: Date | null;
  goneAt: Date | null;
  /** End of the grace time; set with `goneAt`. */
  graceEndsAt: Date | null;
  summaryDue: boolean;
  version: number;
}

/** Columns that a change may set to a value it knows. */
export type AgentPatch = Partial<Omit<AgentRow, "personId" | "version" | "callsToday">> & { offeredAt?: Date };

const agents = table<AgentRow & { offeredAt: Date | null }>({
  personId: ["person_id", "uuid"],
  version: ["version", "int"],
  callsToday: ["calls_today", "int"],
  state: ["state", "text"],
  since: ["since", "timestamptz"],
  reason: ["reason", "text"],
  breakReason: ["break_reason", "text"],
  note: ["note", "text"],
  nextState: ["next_state", "text"],
  nextBreakReason: ["next_break_reason", "text"],
  nextReason: ["next_reason", "text"],
  cameFrom: ["came_from", "text"],
  cameFromReason: ["came_from_reason", "text"],
  cameFromBreakReason: ["came_from_break_reason", "text"],
  cameFromSince: ["came_from_since", "timestamptz"],
  callId: ["call_id", "uuid"],
  partId: ["part_id", "uuid"],
  ringEndsAt: ["ring_ends_at", "timestamptz"],
  wrapUpEndsAt: ["wrap_up_ends_at", "timestamptz"],
  idleSince: ["idle_since", "timestamptz"],
  offeredAt: ["offered_at", "timestamptz"],
  audioTab: ["audio_tab", "text"],
  connected: ["connected", "boolean"],
  connectionId: ["connection_id", "text"],
  leaseUntil: ["lease_until", "timestamptz"],
  goneAt: ["gone_at", "timestamptz"],
  graceEndsAt: ["grace_ends_at", "timestamptz"],
  summaryDue: ["summary_due", "boolean"],
});
const ROW = agents.select("a", ["offeredAt"]);

/** The compare and the set of one state change. */
export interface StateCas {
  personId: string;
  at: Date;
  /** Only from these states, */
  from: AgentState[];
  /** in this part of a call, */
  partId?: string | undefined;
  /** and, to be rung, on a live page that owns the audio (the same that routing asks for). */
  routable?: boolean | undefined;
  set: AgentPatch;
  /** Remembers the present state as the one to come back to. */
  rememberOrigin?: boolean | undefined;
  /** Adds one to today's calls. */
  countCall?: boolean | undefined;
}

/** The agent after a change, with where they were. */
export type CasRow = AgentRow & { fromState: AgentState; fromCallId: string | null; fromPartId: string | null };

/** Moves the agent in one statement; null when they are not (any more) where the change expects them. */
export async function casState(rows: SqlReader, cas: StateCas): Promise<CasRow | null> {
  const { personId, at, partId } = cas;
  const today = Prisma.sql`(${at}::timestamptz AT TIME ZONE (SELECT time_zone FROM enterprise_ref))::date`;
  const set = agents.assign(cas.set);
  // What a lead said about the next state stays to be read until that state comes.
  if (cas.set.note === undefined) set.push(Prisma.sql`note = CASE WHEN old.next_reason = 'forced' THEN old.note END`);
  if (cas.rememberOrigin)
    set.push(
      Prisma.sql`came_from = old.state, came_from_reason = old.reason, came_from_break_reason = old.break_reason, came_from_since = old.since`,
    );
  if (cas.countCall)
    set.push(Prisma.sql`calls_today = CASE WHEN old.calls_day = ${today} THEN old.calls_today ELSE 0 END + 1, calls_day = ${today}`);
  const [row] = await rows.$queryRaw<CasRow[]>(prepared`
    WITH old AS (SELECT * FROM agent WHERE person_id = ${personId}::uuid FOR UPDATE)
    UPDATE agent a SET version = a.version + 1, ${Prisma.join(set)} FROM old
    WHERE a.person_id = old.person_id AND old.state = ANY(${cas.from}::text[])
      ${partId === undefined ? Prisma.empty : Prisma.sql`AND old.part_id = ${partId}::uuid`}
      ${cas.routable ? Prisma.sql`AND old.connected AND old.audio_tab IS NOT NULL AND old.lease_until > ${at}` : Prisma.empty}
    RETURNING ${ROW}, old.state AS "fromState", old.call_id AS "fromCallId", old.part_id AS "fromPartId"`);
  return row ?? null;
}

/** Changes what is not the state. With `onlyConnection` the agent must still be connected by it. */
export async function patchAgent(
  rows: SqlReader,
  personId: string,
  patch: AgentPatch,
  { onlyConnection, silent = false }: { onlyConnection?: string; silent?: boolean } = {},
): Promise<AgentRow | null> {
  const [row] = await rows.$queryRaw<AgentRow[]>`
    UPDATE agent a SET version = a.version + ${silent ? 0 : 1}, ${Prisma.join(agents.assign(patch))}
    WHERE a.person_id = ${personId}::uuid
      ${onlyConnection === undefined ? Prisma.empty : Prisma.sql`AND a.connected AND a.connection_id = ${onlyConnection}`}
    RETURNING ${ROW}`;
  return row ?? null;
}

/** The agent, locked until the transaction ends. */
export async function lockAgent(rows: SqlReader, personId: string): Promise<AgentRow | null> {
  const [row] = await rows.$queryRaw<AgentRow[]>(prepared`SELECT ${ROW} FROM agent a WHERE a.person_id = ${personId}::uuid FOR UPDATE`);
  return row ?? null;
}

export async function readAgents(rows: SqlReader, personIds: string[]): Promise<AgentRow[]> {
  if (personIds.length === 0) return [];
  return rows.$queryRaw<AgentRow[]>(prepared`SELECT ${ROW} FROM agent a WHERE a.person_id = ANY(${personIds}::uuid[])`);
}

/** People become agents, off duty, when somebody first asks for them. */
export async function insertAgents(rows: SqlReader, personIds: string[], at: Date): Promise<void> {
  await rows.$executeRaw`
    INSERT INTO agent (person_id, since, idle_since) SELECT id, ${at}, ${at} FROM unnest(${personIds}::uuid[]) AS id
    ON CONFLICT (person_id) DO NOTHING`;
}

/** Agents whose wrap-up limit passed, or who are absent in an unlimited wrap-up. */
export async function readOverdueWrapUps(rows: SqlReader, at: Date): Promise<string[]> {
  const found = await rows.$queryRaw<{ personId: string }[]>(prepared`
    SELECT person_id AS "personId" FROM agent
    WHERE state = 'wrap_up' AND (wrap_up_ends_at <= ${at} OR (wrap_up_ends_at IS NULL AND NOT connected AND grace_ends_at <= ${at}))`);
  return found.map((row) => row.personId);
}
