import { callEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type SqlTx, sqlTransaction } from "../../../platform/db/transaction.ts";
import { lockCall } from "../call-row.repo.ts";
import { callOfRecording, type FinishedRecording, finishRecording } from "../recording.repo.ts";

/** The sound of a call is complete. The call must be locked by this transaction. */
export async function recordingEnded(tx: SqlTx, callId: string, recording: FinishedRecording): Promise<void> {
  if (!(await finishRecording(tx, recording))) return;
  tx.record(callEvents.recordingReady, { entityId: callId, data: { durationMs: recording.durationMs } });
}

/** The same for a recording that voice repaired after it was killed: no fact tells of it. */
export async function recoverRecording(ctx: AppContext, recording: FinishedRecording): Promise<void> {
  await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
    const callId = await callOfRecording(tx.rows, recording.recordingId);
    if (!callId) return;
    await lockCall(tx, callId);
    await recordingEnded(tx, callId, recording);
  });
}
