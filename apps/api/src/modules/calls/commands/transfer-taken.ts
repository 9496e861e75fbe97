import { callEvents } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { changePart, type PartRow } from "../part.repo.ts";
import { moveDraft } from "../summary.repo.ts";
import { moveTransfer, openTransfer } from "../transfer.repo.ts";
import { endInterruptedWrapUp } from "./transfer-not-taken.ts";

/**
 * A person or an outside number answered a call that was transferred. If it is the giver, the draft of their summary moves to their new part. The call is
 * locked and moved by the caller.
 */
export async function transferTaken(tx: SqlTx, parts: PartRow[], part: PartRow): Promise<void> {
  const transfer = await openTransfer(tx, part.callId);
  if (!transfer) return;
  const isBack = part.began === "returned";
  await moveTransfer(tx, transfer, isBack ? "take_back" : "answer", { takenById: part.personId });
  const givers = parts.find(({ id }) => id === transfer.partId);
  if (part.personId === null || givers?.personId !== part.personId) return;
  await endInterruptedWrapUp(tx, givers);
  if (!(await moveDraft(tx, givers.id, part.id))) return;
  await changePart(tx, givers, { summaryState: "none" });
  await changePart(tx, { ...part, state: "talking" }, { summaryState: "draft" });
  tx.record(callEvents.summaryDrafted, { entityId: part.callId, data: { agentId: part.personId, partId: part.id } });
}
