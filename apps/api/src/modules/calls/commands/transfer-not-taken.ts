import { randomUUID } from "node:crypto";
import { callEvents, type Language, type TransferFailure } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { returnToAgent } from "../../agents/index.ts";
import { isAnyOnDuty } from "../../routing/index.ts";
import { settingsOf } from "../../settings/index.ts";
import { endWrapUp } from "../call.repo.ts";
import { type CallRow, moveCall } from "../call-row.repo.ts";
import type { PartRow } from "../part.repo.ts";
import { AGENT_LOST, NOT_TAKEN } from "../prompts.ts";
import { moveTransfer, openTransfer } from "../transfer.repo.ts";
import { endCall } from "./end-call.ts";
import { endRing } from "./end-ring.ts";
import { finishPart } from "./finish-part.ts";
import { ring } from "./transfer-call.ts";
import { howToWait, playMusic, waitAgain } from "./wait-again.ts";

/** Whether the ring belongs to a transfer: such a call stands in no queue while it rings. */
export const isOfTransfer = ({ began }: Pick<PartRow, "began">): boolean => began === "transferred" || began === "returned";

/**
 * The person rung for a transfer did not answer (`missed`) or is gone, or the outside number was not reached. If that was the receiver, the call rings at its
 * giver again, provided that the giver is ready or still in wrap-up of it. Otherwise it waits at the head of the queue of the giver's group. If nobody is on
 * duty there, it ends after a farewell. The call must be locked by this transaction, and `parts` read under the lock.
 */
export async function transferNotTaken(
  ctx: AppContext,
  tx: SqlTx,
  { call, parts, part }: { call: CallRow; parts: PartRow[]; part: PartRow },
  failure: TransferFailure,
): Promise<void> {
  const transfer = await openTransfer(tx, call.id);
  const givers = parts.find(({ id }) => id === transfer?.partId);
  if (!transfer || !givers) throw new Error("a ring of a transfer has its transfer");
  if (part.personId === null) await finishPart(tx, call, part, "not_reached");
  else await endRing(tx, part, part.personId, failure === "missed" ? "missed" : "withdrawn");

  const isBack = part.began === "returned";
  // The transfer keeps why its target did not take it, also when the giver does not answer either.
  const ofTarget = isBack ? {} : { failure };
  const groupId = givers.skillGroupId ?? call.skillGroupId;
  let next: "returning" | "queued" | "ended";
  if (!isBack && (await ringGiver(ctx, tx, call, givers))) {
    await moveTransfer(tx, transfer, "return", ofTarget);
    next = "returning";
  } else if (groupId !== null && (await isAnyOnDuty(tx.rows, groupId, tx.at))) {
    await moveTransfer(tx, transfer, "queue", ofTarget);
    const first = (language: Language) => [NOT_TAKEN[language].again];
    await waitAgain(tx, call, { skillGroupId: groupId, why: "not_taken", isNext: true, first, playId: part.id });
    next = "queued";
  } else {
    const { farewell } = AGENT_LOST[(await howToWait(tx, call)).language];
    const others = parts.filter(({ id }) => id !== part.id);
    await endCall(tx, call, others, { result: "transfer_lost", endedBy: "system", farewell: [farewell], failure: ofTarget.failure });
    next = "ended";
  }
  if (isBack) await endInterruptedWrapUp(tx, givers);
  tx.record(callEvents.transferNotTaken, {
    entityId: call.id,
    data: { formerAgentId: part.personId, transferId: transfer.id, failure, next },
  });
}

async function ringGiver(ctx: AppContext, tx: SqlTx, call: CallRow, givers: PartRow): Promise<boolean> {
  const { ringTimeoutMs } = await settingsOf(ctx);
  const ringEndsAt = new Date(tx.at.getTime() + ringTimeoutMs);
  const [partId, personId] = [randomUUID(), givers.personId];
  if (personId === null) return false;
  if (!(await returnToAgent(tx, personId, { callId: call.id, partId }, { formerPartId: givers.id, ringEndsAt }))) return false;
  await moveCall(tx, call, "ring");
  await ring(tx, call, { partId, personId, ringEndsAt, began: "returned" });
  playMusic(tx, call, partId, [NOT_TAKEN[(await howToWait(tx, call)).language].back]);
  return true;
}

/** The wrap-up of the giver's part was interrupted by the ring and does not go on. */
export async function endInterruptedWrapUp(tx: SqlTx, givers: PartRow): Promise<void> {
  const ended = await endWrapUp(tx, givers.id, tx.at);
  if (!ended) return;
  const { callId, personId: agentId, wrapUpMs } = ended;
  tx.record(callEvents.wrapUpEnded, { entityId: callId, data: { agentId, partId: givers.id, wrapUpMs } });
}
