import type { StateReason } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
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

/** The agent took the call: ringing → on call. False: it no longer rings at them. */
export async function agentAnswered(tx: SqlTx, personId: string, partId: string): Promise<boolean> {
  const set = { ringEndsAt: null, cameFrom: "ready" } as const;
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
