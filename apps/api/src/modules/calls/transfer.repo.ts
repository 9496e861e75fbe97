import { next, TRANSFER_TABLE, type TransferEvent, type TransferState } from "@cloverdesk/contracts";
import { Prisma, prepared } from "../../platform/db/client.ts";
import type { CallTransfer } from "../../platform/db/generated/client.ts";
import { table } from "../../platform/db/table.ts";
import { RaceLost, type SqlTx } from "../../platform/db/transaction.ts";

const transfers = table<CallTransfer>({
  id: ["id", "uuid"],
  callId: ["call_id", "uuid"],
  partId: ["part_id", "uuid"],
  fromPersonId: ["from_person_id", "uuid"],
  toPersonId: ["to_person_id", "uuid"],
  toSkillGroupId: ["to_skill_group_id", "uuid"],
  toNumber: ["to_number", "text"],
  note: ["note", "text"],
  state: ["state", "text"],
  at: ["at", "timestamptz"],
  endedAt: ["ended_at", "timestamptz"],
  failure: ["failure", "text"],
  takenById: ["taken_by_id", "uuid"],
});
const ROW = transfers.select("t");

export async function insertTransfer(tx: SqlTx, transfer: Omit<CallTransfer, "endedAt" | "failure" | "takenById">): Promise<void> {
  await tx.rows.$executeRaw(prepared`INSERT INTO call_transfer ${transfers.values(transfer)}`);
}

/** The transfer of the call that is under way. The call is locked by this transaction, so it stays as it is. */
export async function openTransfer(tx: SqlTx, callId: string): Promise<CallTransfer | null> {
  const [row] = await tx.rows.$queryRaw<CallTransfer[]>(
    prepared`SELECT ${ROW} FROM call_transfer t WHERE t.call_id = ${callId}::uuid AND t.ended_at IS NULL`,
  );
  return row ?? null;
}

/** Moves the transfer along TRANSFER_TABLE by compare-and-set; throws RaceLost when it is not where the caller saw it. The call, which counts versions, moves too. */
export async function moveTransfer(
  tx: SqlTx,
  transfer: CallTransfer,
  event: TransferEvent,
  changes: Partial<Pick<CallTransfer, "failure" | "takenById">> = {},
): Promise<void> {
  const state = next(TRANSFER_TABLE, transfer.state as TransferState, event);
  if (!state) throw new RaceLost(`${event} of the transfer is not possible in ${transfer.state}`);
  const isOver = Object.keys(TRANSFER_TABLE[state]).length === 0;
  const set = transfers.assign({ ...changes, state, ...(isOver && { endedAt: tx.at }) });
  const count = await tx.rows.$executeRaw(
    prepared`UPDATE call_transfer SET ${Prisma.join(set)} WHERE id = ${transfer.id}::uuid AND state = ${transfer.state}`,
  );
  if (count === 0) throw new RaceLost("the transfer changed meanwhile");
}
