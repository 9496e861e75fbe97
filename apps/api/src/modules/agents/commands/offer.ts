import type { StateReason } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { readSettings } from "../../settings/index.ts";
import { changeState, enter, NO_CALL, NO_WISH } from "../agent-state.ts";
import { lockAgent } from "../agents.repo.ts";
import { wished } from "../next-state.ts";

/** A call, and the part of it that concerns the agent. */
export interface CallPart {
  callId: string;
  partId: string;
}

/** Rings the agent: ready → ringing. False: no longer ready, or their page is gone. */
export async function offerToAgent(tx: SqlTx, personId: string, part: CallPart, ringEndsAt: Date): Promise<boolean> {
  const set = { ...NO_CALL, ...NO_WISH, ...part, ringEndsAt, offeredAt: tx.at };
  return (await changeState(tx, personId, "call_offered", { reason: "call", routable: true, set })) !== null;
}

/**
 * The agent took the call: ringing → on call. `isBack`: they had transferred it themselves, and the state from which they came to it is kept. Returns false
 * when the call no longer rings at them.
 */
export async function agentAnswered(tx: SqlTx, personId: string, partId: string, { isBack = false } = {}): Promise<boolean> {
  const set = { ringEndsAt: null, ...(!isBack && { cameFrom: "ready" as const }) };
  return (await changeState(tx, personId, "call_answered", { reason: "call", partId, set })) !== null;
}

/**
 * The ringing ended without an answer. `withdrawn` (the caller left, the page went away): ready again. `missed`: on break with the reason shown, so
 * that nobody is rung for ever. What was asked for meanwhile comes right after. False: the call does not ring at them.
 */
export async function agentOfferEnded(tx: SqlTx, personId: string, partId: string, how: "withdrawn" | "missed"): Promise<boolean> {
  return how === "missed"
    ? offerEnded(tx, personId, partId, "offer_missed", "missed_call")
    : offerEnded(tx, personId, partId, "offer_withdrawn", "offer_withdrawn");
}

/**
 * Rings the agent again for a call that they transferred and nobody took; `formerPartId` is the part that ended with the transfer. Only an agent who is
 * ready, or in the wrap-up of that part, can be rung; the next state that they asked for is kept. Returns false when they are in another state or their page
 * is gone.
 */
export async function returnToAgent(
  tx: SqlTx,
  personId: string,
  part: CallPart,
  { formerPartId, ringEndsAt }: { formerPartId: string; ringEndsAt: Date },
): Promise<boolean> {
  const row = await lockAgent(tx.rows, personId);
  if (row?.state === "wrap_up" && row.partId !== formerPartId) return false;
  const set = { ...part, ringEndsAt, wrapUpEndsAt: null, summaryDue: false };
  return (await changeState(tx, personId, "call_returned", { reason: "call", routable: true, set })) !== null;
}

/** The customer hung up while the call rang at its giver, whose wrap-up of the part `formerPartId` goes on. False: it does not ring at them. */
export async function agentReturnWithdrawn(
  tx: SqlTx,
  personId: string,
  partId: string,
  { formerPartId, summaryDue }: { formerPartId: string; summaryDue: boolean },
): Promise<boolean> {
  const { wrapUpLimitMs } = await readSettings(tx.rows);
  const wrapUpEndsAt = wrapUpLimitMs === null ? null : new Date(tx.at.getTime() + wrapUpLimitMs);
  const set = { partId: formerPartId, ringEndsAt: null, wrapUpEndsAt, summaryDue };
  return (await changeState(tx, personId, "return_withdrawn", { reason: "offer_withdrawn", partId, set })) !== null;
}

export async function offerEnded(
  tx: SqlTx,
  personId: string,
  partId: string,
  event: "offer_missed" | "offer_withdrawn",
  reason: StateReason,
): Promise<boolean> {
  const before = await lockAgent(tx.rows, personId);
  const ended = before && (await changeState(tx, personId, event, { reason, partId, set: { ...NO_CALL, ...NO_WISH } }));
  if (!ended) return false;
  const wish = wished(before);
  if (wish) await enter(tx, personId, wish);
  return true;
}
