import { prepared, type SqlReader } from "../../platform/db/client.ts";
import type { SqlTx } from "../../platform/db/transaction.ts";

/** Creates the agent's leg, or marks the same leg as connecting again after a reload. Counts as a change of the call, which is locked. */
export async function upsertAgentLeg(
  tx: SqlTx,
  leg: { id: string; callId: string; personId: string; tabId: string; party: string },
): Promise<void> {
  await tx.rows.$executeRaw(prepared`
    WITH c AS (UPDATE call SET version = version + 1 WHERE id = ${leg.callId}::uuid)
    INSERT INTO leg (id, call_id, kind, state, party, person_id, tab_id, started_at)
    VALUES (${leg.id}::uuid, ${leg.callId}::uuid, 'agent', 'trying', ${leg.party}, ${leg.personId}::uuid, ${leg.tabId}, ${tx.at})
    ON CONFLICT (id) DO UPDATE SET state = 'trying', tab_id = EXCLUDED.tab_id, ended_at = NULL`);
}

/** A leg to a phone outside, of a call that has its first leg already. The call, which counts versions, is changed by the caller. */
export async function insertTrunkLeg(tx: SqlTx, leg: { id: string; callId: string; party: string; trunkId: string | null }): Promise<void> {
  await tx.rows.$executeRaw(prepared`
    INSERT INTO leg (id, call_id, kind, state, party, started_at, trunk_id)
    VALUES (${leg.id}::uuid, ${leg.callId}::uuid, 'trunk', 'trying', ${leg.party}, ${tx.at}, ${leg.trunkId}::uuid)`);
}

/** Trunks by which the call went out since then. */
export async function trunksTried(reader: SqlReader, callId: string, since: Date): Promise<string[]> {
  return ids(
    await reader.$queryRaw(
      prepared`SELECT trunk_id AS id FROM leg WHERE call_id = ${callId}::uuid AND trunk_id IS NOT NULL AND started_at >= ${since}`,
    ),
  );
}

const ids = (rows: { id: string }[]): string[] => rows.map((row) => row.id);

/** An open part with its call. */
export interface Ring {
  callId: string;
  partId: string;
}

/** Rings whose time is over. */
export function ringsOver(reader: SqlReader, at: Date): Promise<Ring[]> {
  return reader.$queryRaw<Ring[]>(
    prepared`SELECT call_id AS "callId", id AS "partId" FROM call_part WHERE state = 'ringing' AND ring_ends_at <= ${at} LIMIT 200`,
  );
}

/** Waiting callers who are to hear their place in the queue. */
export async function announcementsDue(reader: SqlReader, at: Date): Promise<string[]> {
  return ids(await reader.$queryRaw(prepared`SELECT id FROM call WHERE state = 'queued' AND announce_at <= ${at} LIMIT 200`));
}

/** Nobody sees when the next announcement is due: no change of the call. */
export async function setAnnounceAt(tx: SqlTx, callId: string, announceAt: Date | null): Promise<void> {
  await tx.rows.$executeRaw(prepared`UPDATE call SET announce_at = ${announceAt} WHERE id = ${callId}::uuid`);
}

/** Rings at agents whose page is gone: they cannot hear them. */
export function ringingUnheard(reader: SqlReader): Promise<Ring[]> {
  return reader.$queryRaw<Ring[]>(prepared`
    SELECT p.call_id AS "callId", p.id AS "partId" FROM call_part p JOIN agent_ref a ON a.person_id = p.person_id
    WHERE p.state = 'ringing' AND NOT a.connected LIMIT 200`);
}

/** Parts beyond the ring whose agent's page has been away for longer than the grace time. */
export function pagesLost(reader: SqlReader, at: Date): Promise<Ring[]> {
  return reader.$queryRaw<Ring[]>(prepared`
    SELECT p.call_id AS "callId", p.id AS "partId" FROM call_part p JOIN agent_ref a ON a.person_id = p.person_id
    WHERE p.state IN ('dialing', 'talking', 'holding') AND NOT a.connected AND a.grace_ends_at <= ${at} LIMIT 200`);
}

/** Open calls that another boot of the voice service carried, or all open ones when `boot` is null. */
export async function callsOfOtherBoots(reader: SqlReader, boot: string | null): Promise<string[]> {
  return ids(
    await reader.$queryRaw`
      SELECT id FROM call WHERE state <> 'ended' AND (${boot}::uuid IS NULL OR voice_boot IS DISTINCT FROM ${boot}::uuid)`,
  );
}

/** Of these sessions, those whose call has ended here (or is not known). */
export async function endedAmong(reader: SqlReader, sessions: string[]): Promise<string[]> {
  const open = ids(await reader.$queryRaw`SELECT id FROM call WHERE id = ANY(${sessions}::uuid[]) AND state <> 'ended'`);
  const alive = new Set(open);
  return sessions.filter((id) => !alive.has(id));
}

export interface WrapUp {
  callId: string;
  personId: string | null;
  wrapUpMs: number;
}

/** Ends a part's wrap-up; null when it was ended before. The call is locked before the part, as everywhere. */
export async function endWrapUp(tx: SqlTx, partId: string, at: Date): Promise<WrapUp | null> {
  const [ended] = await tx.rows.$queryRaw<WrapUp[]>`
    WITH c AS (
      UPDATE call SET version = version + 1
      WHERE id = (SELECT call_id FROM call_part WHERE id = ${partId}::uuid AND state = 'ended' AND wrap_up_ended_at IS NULL) RETURNING id)
    UPDATE call_part p SET wrap_up_ended_at = ${at}, wrap_up_ms = EXTRACT(EPOCH FROM ${at}::timestamptz - p.ended_at) * 1000
    FROM c WHERE p.id = ${partId}::uuid AND p.call_id = c.id AND p.wrap_up_ended_at IS NULL
    RETURNING p.call_id AS "callId", p.person_id AS "personId", p.wrap_up_ms AS "wrapUpMs"`;
  return ended ?? null;
}

/** How many lines of a hotline are in use: a customer who left a consultation holds none. */
export async function openCallsOn(reader: SqlReader, hotlineId: string): Promise<number> {
  const [row] = await reader.$queryRaw<{ open: number }[]>(
    prepared`SELECT count(*)::int AS open FROM call WHERE hotline_id = ${hotlineId}::uuid AND state <> 'ended' AND state <> 'left'`,
  );
  return row?.open ?? 0;
}

/** Lines that a trunk has in use: calls that came in on its hotlines, and legs that went out by it. */
export async function openCallsOnTrunk(reader: SqlReader, trunkId: string, hotlineIds: string[]): Promise<number> {
  const [row] = await reader.$queryRaw<{ open: number }[]>(prepared`
    SELECT (SELECT count(*) FROM call WHERE state <> 'ended' AND state <> 'left' AND direction = 'inbound' AND hotline_id = ANY(${hotlineIds}::uuid[]))::int
      + (SELECT count(*) FROM call c JOIN leg l ON l.call_id = c.id
        WHERE c.state <> 'ended' AND l.trunk_id = ${trunkId}::uuid AND l.ended_at IS NULL)::int AS open`);
  return row?.open ?? 0;
}

/** How many calls somebody placed since then. */
export async function dialedSince(reader: SqlReader, personId: string, since: Date): Promise<number> {
  const [row] = await reader.$queryRaw<{ dialed: number }[]>(prepared`
    SELECT count(*)::int AS dialed FROM call_part WHERE person_id = ${personId}::uuid AND call_started_at >= ${since} AND began = 'dialed'`);
  return row?.dialed ?? 0;
}

/** Whether any call was ever answered. */
export async function wasAnyCallAnswered(reader: SqlReader): Promise<boolean> {
  const [row] = await reader.$queryRaw<{ answered: boolean }[]>`SELECT EXISTS (SELECT FROM call WHERE answered_at IS NOT NULL) AS answered`;
  return row?.answered ?? false;
}
