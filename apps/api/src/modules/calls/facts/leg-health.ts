import { callEvents } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { type CallRow, changeCall, changeLeg } from "../call-row.repo.ts";
import { changePart, type PartRow } from "../part.repo.ts";

/** A party's transport came up or went away. The customer's leg is not touched: the page comes back to it. */
export async function partLegChanged(tx: SqlTx, call: CallRow, parts: PartRow[], legId: string, state: "up" | "lost"): Promise<void> {
  await changeLeg(tx, legId, state === "up" ? { state, answeredAt: tx.at } : { state });
  const part = openPartWith(parts, legId);
  if (!part) return;
  const trouble = state === "lost" ? "agent_leg_lost" : part.trouble === "agent_leg_lost" ? null : part.trouble;
  await changePart(tx, part, { trouble });
  tx.record(state === "up" ? callEvents.audioUp : callEvents.audioLost, { entityId: call.id });
}

/** No sound from one side for a while, or sound again: shown to the agents while they talk. */
export async function mediaChanged(tx: SqlTx, call: CallRow, parts: PartRow[], legId: string, flowing: boolean): Promise<void> {
  if (call.state === "ended") return;
  const part = openPartWith(parts, legId);
  // Nobody here can repair the sound of an outside party, so its silence is not shown as trouble.
  if ((legId !== call.customerLegId && !part) || part?.role === "outside") return;
  const trouble = part ? "agent_silent" : "customer_silent";
  if (flowing === ((part ?? call).trouble !== trouble)) return;
  const change = { trouble: flowing ? null : trouble };
  await (part ? changePart(tx, part, change) : changeCall(tx, call, change));
  tx.record(flowing ? callEvents.soundBack : callEvents.soundMissing, { entityId: call.id, data: { trouble } });
}

const openPartWith = (parts: PartRow[], legId: string): PartRow | undefined =>
  parts.find((part) => part.legId === legId && part.state !== "ended");
