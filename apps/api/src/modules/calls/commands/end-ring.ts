import type { SqlTx } from "../../../platform/db/transaction.ts";
import { agentOfferEnded } from "../../agents/index.ts";
import { movePart, type PartRow } from "../part.repo.ts";
import { closeOffer } from "../waits.repo.ts";

/** One person is not rung any more: their part, their state, the offer and the leg of their page. The call is moved by the caller. */
export async function endRing(tx: SqlTx, part: PartRow, personId: string, how: "missed" | "withdrawn"): Promise<void> {
  const ringMs = tx.at.getTime() - part.startedAt.getTime();
  await movePart(tx, part, how === "missed" ? "miss" : "withdraw", {
    endedAt: tx.at,
    outcome: how,
    ringEndsAt: null,
    trouble: null,
    ringMs,
  });
  await agentOfferEnded(tx, personId, part.id, how);
  await closeOffer(tx, part, how);
  if (part.legId) tx.command({ name: "hang-up-leg", callId: part.callId, legId: part.legId });
}
