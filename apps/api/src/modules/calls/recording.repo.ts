import { prepared, type Reader, type SqlReader } from "../../platform/db/client.ts";
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

/** Completes the recording, which counts as a change of its call; false when it was complete before. The call is locked first. */
export async function finishRecording(tx: SqlTx, { recordingId, durationMs, bytes, sha256 }: FinishedRecording): Promise<boolean> {
  const finished = await tx.rows.$queryRaw<unknown[]>(prepared`
    WITH r AS (
      UPDATE recording SET state = ${durationMs > 0 ? "ready" : "lost"}, duration_ms = ${durationMs}, bytes = ${bytes}, sha256 = ${sha256}
      WHERE id = ${recordingId}::uuid AND state <> 'ready' RETURNING call_id)
    UPDATE call c SET version = c.version + 1 FROM r WHERE c.id = r.call_id RETURNING c.id`);
  return finished.length > 0;
}

/** The recording of the call that is not complete. */
export async function openRecording(reader: SqlReader, callId: string): Promise<string | null> {
  const [row] = await reader.$queryRaw<{ id: string }[]>(
    prepared`SELECT id FROM recording WHERE call_id = ${callId}::uuid AND state = 'recording'`,
  );
  return row?.id ?? null;
}

/** The call that a recording belongs to; null when the recording is not known. */
export async function callOfRecording(reader: SqlReader, recordingId: string): Promise<string | null> {
  const [row] = await reader.$queryRaw<{ callId: string }[]>(
    prepared`SELECT call_id AS "callId" FROM recording WHERE id = ${recordingId}::uuid`,
  );
  return row?.callId ?? null;
}

export const readyRecording = (reader: Reader, callId: string) => reader.recording.findFirst({ where: { callId, state: "ready" } });
