import { prepared, type SqlReader } from "../../platform/db/client.ts";
import type { SqlTx } from "../../platform/db/transaction.ts";

/** Creates the agent's leg, or marks the same leg as connecting again after a reload. */
export async function upsertAgentLeg(
  tx: SqlTx,
  leg: { id: string; callId: string; personId: string; tabId: string; party: string },
): Promise<void> {
  await tx.rows.$executeRaw(prepared`
    INSERT INTO leg (id, call_id, kind, state, party, person_id, tab_id, started_at)
    VALUES (${leg.id}::uuid, ${leg.callId}::uuid, 'agent', 'trying', ${leg.party}, ${leg.personId}::uuid, ${leg.tabId}, ${tx.at})
    ON CONFLICT (id) DO UPDATE SET state = 'trying', tab_id = EXCLUDED.tab_id, ended_at = NULL`);
}

const ids = (rows: { id: string }[]): string[] => rows.map((row) => row.id);

/** Calls whose ring time is over. */
export async function ringsOver(reader: SqlReader, at: Date): Promise<string[]> {
  return ids(await reader.$queryRaw(prepared`SELECT id FROM call WHERE state = 'ringing' AND ring_ends_at <= ${at} LIMIT 200`));
}

/** Waiting callers who are to hear their place in the queue. */
export async function announcementsDue(reader: SqlReader, at: Date): Promise<string[]> {
  return ids(await reader.$queryRaw(prepared`SELECT id FROM call WHERE state = 'queued' AND announce_at <= ${at} LIMIT 200`));
}

/** Nobody sees when the next announcement is due: no change of the call. */
export async function setAnnounceAt(tx: SqlTx, callId: string, announceAt: Date | null): Promise<void> {
  await tx.rows.$executeRaw(prepared`UPDATE call SET announce_at = ${announceAt} WHERE id = ${callId}::uuid`);
}

/** Calls ringing at agents whose page is gone: nobody hears them. */
export async function ringingUnheard(reader: SqlReader): Promise<string[]> {
  return ids(
    await reader.$queryRaw(
      prepared`SELECT c.id FROM call c JOIN agent a ON a.person_id = c.agent_id WHERE c.state = 'ringing' AND NOT a.connected LIMIT 200`,
    ),
  );
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

/** Notes that wrap-up ended, once. */
export async function endWrapUp(reader: SqlReader, callId: string, at: Date): Promise<void> {
  await reader.$executeRaw`
    UPDATE call SET version = version + 1, wrap_up_ended_at = ${at}, wrap_up_ms = EXTRACT(EPOCH FROM ${at}::timestamptz - ended_at) * 1000
    WHERE id = ${callId}::uuid AND state = 'ended' AND wrap_up_ended_at IS NULL`;
}

/** How many calls are open on a hotline. */
export async function openCallsOn(reader: SqlReader, hotlineId: string): Promise<number> {
  const [row] = await reader.$queryRaw<{ open: number }[]>(
    prepared`SELECT count(*)::int AS open FROM call WHERE hotline_id = ${hotlineId}::uuid AND state <> 'ended'`,
  );
  return row?.open ?? 0;
}
