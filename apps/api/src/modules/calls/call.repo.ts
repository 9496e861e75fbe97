import type { Reader } from "../../platform/db/client.ts";
import type { Leg } from "../../platform/db/generated/client.ts";
import type { Tx } from "../../platform/db/transaction.ts";
import type { CallRow } from "./call-row.repo.ts";

export const findCall = (reader: Reader, callId: string): Promise<CallRow | null> => reader.call.findUnique({ where: { id: callId } });

export const findLeg = (tx: Tx, legId: string): Promise<Leg | null> => tx.rows.leg.findUnique({ where: { id: legId } });

/** Creates the agent's leg, or marks the same leg as connecting again after a reload. */
export async function upsertAgentLeg(
  tx: Tx,
  leg: { id: string; callId: string; personId: string; tabId: string; party: string },
): Promise<void> {
  await tx.rows.leg.upsert({
    where: { id: leg.id },
    create: { ...leg, kind: "agent", state: "trying", startedAt: tx.at },
    update: { state: "trying", tabId: leg.tabId, endedAt: null },
  });
}

/** Calls whose ring time is over. */
export async function ringsOver(reader: Reader, at: Date): Promise<string[]> {
  const rows = await reader.call.findMany({ where: { state: "ringing", ringEndsAt: { lte: at } }, select: { id: true }, take: 200 });
  return rows.map((row) => row.id);
}

/** Waiting callers who are to hear their place in the queue. */
export async function announcementsDue(reader: Reader, at: Date): Promise<string[]> {
  const rows = await reader.call.findMany({ where: { state: "queued", announceAt: { lte: at } }, select: { id: true }, take: 200 });
  return rows.map((row) => row.id);
}

/** Nobody sees when the next announcement is due: no change of the call. */
export async function setAnnounceAt(tx: Tx, callId: string, announceAt: Date | null): Promise<void> {
  await tx.rows.call.updateMany({ where: { id: callId }, data: { announceAt } });
}

/** Calls ringing at agents whose page is gone: nobody hears them. */
export async function ringingUnheard(reader: Reader): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM call c JOIN agent a ON a.person_id = c.agent_id WHERE c.state = 'ringing' AND NOT a.connected LIMIT 200`;
  return rows.map((row) => row.id);
}

/** Open calls that another boot of the voice service carried, or all open ones when `boot` is null. */
export async function callsOfOtherBoots(reader: Reader, boot: string | null): Promise<string[]> {
  const rows = await reader.call.findMany({
    where: { state: { not: "ended" }, ...(boot && { OR: [{ voiceBoot: null }, { voiceBoot: { not: boot } }] }) },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

/** Of these sessions, those whose call has ended here (or is not known). */
export async function endedAmong(reader: Reader, sessions: string[]): Promise<string[]> {
  const open = await reader.call.findMany({ where: { id: { in: sessions }, state: { not: "ended" } }, select: { id: true } });
  const alive = new Set(open.map((row) => row.id));
  return sessions.filter((id) => !alive.has(id));
}

/** Ended calls whose agent has left wrap-up although nobody noted when. */
export async function closeForgottenWrapUps(reader: Reader, at: Date): Promise<void> {
  await reader.$executeRaw`
    UPDATE call c SET wrap_up_ended_at = ${at}, wrap_up_ms = EXTRACT(EPOCH FROM ${at}::timestamptz - c.ended_at) * 1000
    FROM agent a
    WHERE a.person_id = c.agent_id AND c.state = 'ended' AND c.answered_at IS NOT NULL AND c.wrap_up_ended_at IS NULL
      AND a.call_id IS DISTINCT FROM c.id AND c.ended_at BETWEEN ${at}::timestamptz - interval '1 day' AND ${at}::timestamptz - interval '10 seconds'`;
}

/** Notes that wrap-up ended, once. */
export async function endWrapUp(reader: Reader, callId: string, at: Date): Promise<void> {
  await reader.$executeRaw`
    UPDATE call SET version = version + 1, wrap_up_ended_at = ${at}, wrap_up_ms = EXTRACT(EPOCH FROM ${at}::timestamptz - ended_at) * 1000
    WHERE id = ${callId}::uuid AND state = 'ended' AND wrap_up_ended_at IS NULL`;
}

/** How many calls are open on a hotline. */
export const openCallsOn = (reader: Reader, hotlineId: string): Promise<number> =>
  reader.call.count({ where: { hotlineId, state: { not: "ended" } } });
