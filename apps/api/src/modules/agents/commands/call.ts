import { agentEvents, type StateReason } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { readSettings } from "../../settings/index.ts";
import { changeState, resume } from "../agent-state.ts";
import { type AgentRow, lockAgent, patchAgent } from "../agents.repo.ts";
import { destination, GONE, isAbsent } from "../next-state.ts";
import { type CallPart, offerEnded } from "./offer.ts";

/** The agent calls out, on duty or on break; where from is remembered. False: off duty, or busy with a call. */
export async function agentDialing(tx: SqlTx, personId: string, part: CallPart): Promise<boolean> {
  const change = { reason: "call", rememberOrigin: true, set: { ...part, summaryDue: false } } as const;
  return (await changeState(tx, personId, "call_dialed", change)) !== null;
}

/** The talk ended: wrap-up, as long as the settings allow. False: the agent is not in this part. */
export async function agentCallEnded(
  tx: SqlTx,
  personId: string,
  partId: string,
  { summaryDue }: { summaryDue: boolean },
): Promise<boolean> {
  return (await wrapUp(tx, personId, partId, "call", summaryDue, true)) !== null;
}

/**
 * The call out ended before anybody answered. From a break or outbound only: straight back there, and its time goes on. From ready: wrap-up, time to
 * note why, which asks for no summary. A state asked for meanwhile goes before both. False: the agent is not in this part.
 */
export async function agentDialFailed(tx: SqlTx, personId: string, partId: string): Promise<boolean> {
  const row = await lockAgent(tx.rows, personId);
  if (row?.state !== "on_call" || row.partId !== partId) return false;
  if (row.nextState || isAbsent(row, tx.at)) return (await resume(tx, personId, destination(row, "call", tx.at))) !== null;
  if ((row.cameFrom ?? "ready") !== "ready")
    return (await resume(tx, personId, destination(row, "call", tx.at), { since: row.cameFromSince })) !== null;
  return (await wrapUp(tx, personId, partId, "call", false, false)) !== null;
}

/** The agent stayed away from the page longer than the grace time: off duty, out of the call. False: they are back, or not in this part. */
export async function agentPageLost(tx: SqlTx, personId: string, partId: string, { answered }: { answered: boolean }): Promise<boolean> {
  const row = await lockAgent(tx.rows, personId);
  if (row?.state !== "on_call" || row.partId !== partId || !isAbsent(row, tx.at)) return false;
  return (await resume(tx, personId, GONE, { countCall: answered })) !== null;
}

/** Voice lost the call: a ringing agent is ready again, one on the call may wrap up. False: the part is not theirs. */
export async function agentVoiceLost(
  tx: SqlTx,
  personId: string,
  partId: string,
  { summaryDue }: { summaryDue: boolean } = { summaryDue: true },
): Promise<boolean> {
  if (await offerEnded(tx, personId, partId, "offer_withdrawn", "voice_lost")) return true;
  return (await wrapUp(tx, personId, partId, "voice_lost", summaryDue, true)) !== null;
}

/** A consulted colleague takes the customer over: they are in another part of the same call. False: they are not in the part `from` any more. */
export async function agentTookOver(tx: SqlTx, personId: string, { from, to }: { from: string; to: string }): Promise<boolean> {
  const row = await lockAgent(tx.rows, personId);
  if (row?.state !== "on_call" || row.partId !== from) return false;
  await patchAgent(tx.rows, personId, { partId: to }, { silent: true });
  return true;
}

/** The summary of this part is saved: continue work is free. */
export async function summarySaved(tx: SqlTx, personId: string, partId: string): Promise<void> {
  const row = await lockAgent(tx.rows, personId);
  if (row?.partId !== partId || !row.summaryDue) return;
  await patchAgent(tx.rows, personId, { summaryDue: false });
  tx.record(agentEvents.summarySettled, { entityId: personId, data: { callId: row.callId, partId } });
}

async function wrapUp(
  tx: SqlTx,
  personId: string,
  partId: string,
  reason: StateReason,
  summaryDue: boolean,
  countCall: boolean,
): Promise<AgentRow | null> {
  const { wrapUpLimitMs } = await readSettings(tx.rows);
  const wrapUpEndsAt = wrapUpLimitMs === null ? null : new Date(tx.at.getTime() + wrapUpLimitMs);
  const set = { wrapUpEndsAt, summaryDue, ...(countCall && { idleSince: tx.at }) };
  return changeState(tx, personId, "call_ended", { reason, partId, countCall, set });
}
