import { randomUUID } from "node:crypto";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { isRecorded } from "../../hotlines/index.ts";
import type { CallRow } from "../call-row.repo.ts";
import type { PartRow } from "../part.repo.ts";
import { insertRecording } from "../recording.repo.ts";
import { bothLegs } from "./own-call.ts";

/** Joins the customer and the part's party, and starts the recording when the hotline is recorded. */
export async function startTalk(tx: SqlTx, call: CallRow, part: PartRow): Promise<void> {
  const { customerLeg, partLeg } = bothLegs(call, part);
  tx.command({ name: "bridge", callId: call.id, legA: customerLeg, legB: partLeg });
  if (!call.hotlineId || !(await isRecorded(tx.rows, call.hotlineId))) return;
  const recordingId = randomUUID();
  const file = `${call.startedAt.toISOString().slice(0, 10).replaceAll("-", "/")}/${call.id}.wav`;
  if (await insertRecording(tx, { id: recordingId, callId: call.id, file }))
    tx.command({ name: "start-recording", callId: call.id, recordingId, customerLeg, file });
}
