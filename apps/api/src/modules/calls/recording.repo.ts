import { prepared, type Reader } from "../../platform/db/client.ts";
import type { SqlTx } from "../../platform/db/transaction.ts";

/** Inserts the recording of a call unless it has one: it goes on through holds and replaced agents. */
export async function insertRecording(tx: SqlTx, recording: { id: string; callId: string; file: string }): Promise<boolean> {
  const count = await tx.rows.$executeRaw(prepared`
    INSERT INTO recording (id, call_id, file, state, started_at)
    SELECT ${recording.id}::uuid, ${recording.callId}::uuid, ${recording.file}, 'recording', ${tx.at}
    WHERE NOT EXISTS (SELECT 1 FROM recording WHERE call_id = ${recording.callId}::uuid)`);
  return count > 0;
}

export interface FinishedRecording {
  recordingId: string;
  durationMs: number;
  bytes: number;
  sha256: string;
}

/** Answers the call the recording belongs to, or null when it is not known. */
export async function finishRecording(tx: SqlTx, { recordingId, durationMs, bytes, sha256 }: FinishedRecording): Promise<string | null> {
  const [row] = await tx.rows.$queryRaw<{ callId: string }[]>(prepared`
    UPDATE recording SET state = ${durationMs > 0 ? "ready" : "lost"}, duration_ms = ${durationMs}, bytes = ${bytes}, sha256 = ${sha256}
    WHERE id = ${recordingId}::uuid AND state <> 'ready' RETURNING call_id AS "callId"`);
  return row?.callId ?? null;
}

export const readyRecording = (reader: Reader, callId: string) => reader.recording.findFirst({ where: { callId, state: "ready" } });
