import type { Reader } from "../../platform/db/client.ts";
import type { Tx } from "../../platform/db/transaction.ts";

/** Inserts the recording of a call unless it has one: it goes on through holds and replaced agents. */
export async function insertRecording(tx: Tx, recording: { id: string; callId: string; file: string }): Promise<boolean> {
  const existing = await tx.rows.recording.findFirst({ where: { callId: recording.callId }, select: { id: true } });
  if (existing) return false;
  await tx.rows.recording.create({ data: { ...recording, state: "recording", startedAt: tx.at } });
  return true;
}

export interface FinishedRecording {
  recordingId: string;
  durationMs: number;
  bytes: number;
  sha256: string;
}

/** Answers the call the recording belongs to, or null when it is not known. */
export async function finishRecording(tx: Tx, { recordingId, durationMs, bytes, sha256 }: FinishedRecording): Promise<string | null> {
  const [row] = await tx.rows.recording.updateManyAndReturn({
    where: { id: recordingId, state: { not: "ready" } },
    data: { state: durationMs > 0 ? "ready" : "lost", durationMs, bytes, sha256 },
  });
  return row?.callId ?? null;
}

export const readyRecording = (reader: Reader, callId: string) => reader.recording.findFirst({ where: { callId, state: "ready" } });
