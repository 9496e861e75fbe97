import { callEvents } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { type CallRow, changeCall, changeLeg } from "../call-row.repo.ts";

/** The agent's transport came up or went away. The customer's leg is not touched: the page comes back to it. */
export async function agentLegChanged(tx: SqlTx, call: CallRow, legId: string, state: "up" | "lost"): Promise<void> {
  await changeLeg(tx, legId, state === "up" ? { state, answeredAt: tx.at } : { state });
  if (legId !== call.agentLegId || call.state === "ended") return;
  const trouble = state === "lost" ? "agent_leg_lost" : call.trouble === "agent_leg_lost" ? null : call.trouble;
  await changeCall(tx, call, { trouble });
  tx.record(state === "up" ? callEvents.audioUp : callEvents.audioLost, { entityId: call.id });
}

/** No sound from one side for a while, or sound again: told to the agent while they talk. */
export async function mediaChanged(tx: SqlTx, call: CallRow, legId: string, flowing: boolean): Promise<void> {
  if (call.state === "ended") return;
  const trouble = legId === call.customerLegId ? "customer_silent" : "agent_silent";
  if (flowing ? call.trouble !== trouble : call.trouble === trouble) return;
  await changeCall(tx, call, { trouble: flowing ? null : trouble });
  tx.record(flowing ? callEvents.soundBack : callEvents.soundMissing, { entityId: call.id, data: { trouble } });
}
