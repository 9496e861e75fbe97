import { worklistEvents } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { dropTask, tasksOf } from "./worklist.repo.ts";

/** Something came of the ticket: it is no longer the task that the person has in hand. */
export async function settleTask(tx: SqlTx, personId: string, ticketId: string): Promise<void> {
  if ((await tasksOf(tx.rows, [personId])).get(personId)?.ticketId !== ticketId) return;
  await dropTask(tx, personId);
  tx.record(worklistEvents.changed, { entityId: personId, data: { ticketId } });
}
