import { queueEvents } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { clearOffered, putEntry, type QueueEntry, setOffered, takeEntry } from "../queue.repo.ts";

/** Puts the call into the group's queue; from another queue it moves over. `enteredAt` is when its wait began, larger `priority` goes first. */
export async function enqueue(tx: SqlTx, entry: Omit<QueueEntry, "offeredTo" | "missedBy">): Promise<void> {
  const former = await putEntry(tx.rows, entry);
  if (former !== null && former !== entry.skillGroupId)
    tx.record(queueEvents.left, { entityId: entry.callId, data: { skillGroupId: former } });
  const { callId, skillGroupId, priority } = entry;
  tx.record(queueEvents.entered, { entityId: callId, data: { skillGroupId, priority } });
}

/** Before every caller whom a flow queues: a flow's priority ends at 9. */
const HEAD_PRIORITY = 100;

/** Puts the call before all that wait in the group's queue, after those that were put there like it. */
export const enqueueFirst = (tx: SqlTx, entry: Omit<QueueEntry, "offeredTo" | "missedBy" | "priority">): Promise<void> =>
  enqueue(tx, { ...entry, priority: HEAD_PRIORITY });

/** The call no longer waits: answered, gone or overflowed. False when it was in no queue. */
export async function leaveQueue(tx: SqlTx, callId: string): Promise<boolean> {
  const entry = await takeEntry(tx.rows, callId);
  if (entry) tx.record(queueEvents.left, { entityId: callId, data: { skillGroupId: entry.skillGroupId } });
  return entry !== null;
}

/** An agent is rung for the call. False when it no longer waits, or somebody else is rung for it already. */
export async function markOffered(tx: SqlTx, callId: string, personId: string): Promise<boolean> {
  const entry = await setOffered(tx.rows, callId, personId);
  if (entry) tx.record(queueEvents.offered, { entityId: callId, data: { skillGroupId: entry.skillGroupId, personId } });
  return entry !== null;
}

/**
 * The ringing ended without an answer: the call waits on at its old place, with its priority and the moment it entered. `missedBy` is the agent who
 * let it ring; with null (their page went away) they may be rung for it again. False when it was not offered.
 */
export async function returnToQueue(tx: SqlTx, callId: string, missedBy: string | null): Promise<boolean> {
  const entry = await clearOffered(tx.rows, callId, missedBy);
  if (entry) tx.record(queueEvents.returned, { entityId: callId, data: { skillGroupId: entry.skillGroupId, missedBy } });
  return entry !== null;
}
