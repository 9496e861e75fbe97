import { callEvents, type PartOutcome } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import type { CallRow } from "../call-row.repo.ts";
import { movePart, type PartChanges, type PartRow } from "../part.repo.ts";
import { completeUnanswered } from "../summary.repo.ts";
import { closeHold } from "../waits.repo.ts";

/** Ends a part that is more than a ring, with its times. Its agent is freed by the caller. */
export async function finishPart(tx: SqlTx, call: CallRow, part: PartRow, outcome: PartOutcome): Promise<void> {
  const timing =
    part.state === "dialing"
      ? { ringMs: since((part.role === "outside" ? null : call.alertedAt) ?? part.startedAt, tx.at) }
      : { holdMs: part.holdMs + since(part.heldAt, tx.at) };
  const calledOutId = part.state === "dialing" ? part.personId : null;
  await Promise.all([
    movePart(tx, part, "end", { ...over(tx.at), ...timing, outcome, ...(calledOutId && { summaryState: "saved" }) }),
    calledOutId && sumUpUnanswered(tx, part, calledOutId),
    part.state === "holding" && closeHold(tx, part.id),
  ]);
}

/** What a part that ends does not have any more. */
export const over = (at: Date): PartChanges => ({ endedAt: at, ringEndsAt: null, heldAt: null, trouble: null });

/** Saves the summary of a call out that nobody answered: the result says everything, and the agent can continue at once. */
async function sumUpUnanswered(tx: SqlTx, part: PartRow, personId: string): Promise<void> {
  await completeUnanswered(tx, part.id, personId);
  tx.record(callEvents.summarySaved, { entityId: part.callId, data: { agentId: personId, partId: part.id } });
}

/** Milliseconds from a moment to `at`; 0 without one. */
export const since = (moment: Date | null, at: Date): number => (moment ? Math.max(0, at.getTime() - moment.getTime()) : 0);
