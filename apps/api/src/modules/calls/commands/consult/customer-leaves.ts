import { callEvents } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../../platform/db/transaction.ts";
import { type CallRow, moveCall } from "../../call-row.repo.ts";
import { moveConsultation } from "../../consultation.repo.ts";
import { movePart, type PartRow } from "../../part.repo.ts";
import { isConsulted } from "../../parts.ts";
import { openRecording } from "../../recording.repo.ts";
import { closeHold } from "../../waits.repo.ts";
import { type CallEnd, resultColumns, timingsAtEnd } from "../end-call.ts";
import { consultingIn } from "./colleague-part.ts";
import { joinAgents, resumeColleague } from "./sound.ts";

/**
 * The customer hung up while two agents talk, or one of them waits: the agents talk on until one of them hangs up. The customer's side of the record ends here:
 * result, times and recording. False when nobody is consulted, or the colleague has not answered: then the call ends.
 */
export async function customerLeaves(tx: SqlTx, call: CallRow, parts: PartRow[], end: CallEnd): Promise<boolean> {
  if (!parts.some((part) => isConsulted(part) && part.state === "talking")) return false;
  const { consultation, asker, colleague } = await consultingIn(tx, call, parts);
  const isSwapped = consultation.state === "with_customer";
  await moveCall(tx, call, "leave", { ...timingsAtEnd(call, parts, tx.at), ...resultColumns(end), endedAt: tx.at, trouble: null });
  if (asker.state === "holding") {
    const heldFor = asker.heldAt ? tx.at.getTime() - asker.heldAt.getTime() : 0;
    await movePart(tx, asker, "resume", { heldAt: null, holdMs: asker.holdMs + heldFor });
    await closeHold(tx, asker.id);
  }
  await moveConsultation(tx, consultation, "customer_hangs_up");
  if (isSwapped) {
    resumeColleague(tx, colleague);
    joinAgents(tx, asker, colleague);
  }
  const recordingId = await openRecording(tx.rows, call.id);
  if (recordingId) tx.command({ name: "stop-recording", callId: call.id, recordingId });
  tx.record(callEvents.customerLeft, { entityId: call.id, data: { endedBy: end.endedBy } });
  return true;
}
