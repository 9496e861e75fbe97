import type { CallResult, ConsultationEvent, ConsultationOutcome, EndedBy } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../../platform/db/transaction.ts";
import type { CallRow } from "../../call-row.repo.ts";
import type { PartRow } from "../../part.repo.ts";
import { closeConsultation, consultingIn } from "./colleague-part.ts";

/** How the call ends; `partId` is the part whose party ended it. */
interface End {
  result: CallResult;
  endedBy: EndedBy;
  partId?: string;
}

/** The consultation ends with its call. The parts and the call are moved by the caller. */
export async function endConsultation(tx: SqlTx, call: CallRow, parts: PartRow[], end: End): Promise<void> {
  const consulting = await consultingIn(tx, call, parts);
  const isRinging = consulting.consultation.state === "ringing";
  const [event, outcome] = howItEnds(end, isRinging, call.state === "left", end.partId === consulting.colleague.id);
  await closeConsultation(tx, consulting, event, outcome);
}

function howItEnds(end: End, isRinging: boolean, hasLeft: boolean, byColleague: boolean): [ConsultationEvent, ConsultationOutcome] {
  if (end.result === "voice_lost") return ["voice_lost", "voice_lost"];
  if (end.result === "page_lost") return byColleague ? ["colleague_lost", "gone"] : ["asker_lost", "asker_gone"];
  // Once the colleague has answered, only voice ends what no agent ends: its session is over, the customer is gone.
  if (end.endedBy !== "agent") return [isRinging ? "customer_hangs_up" : "voice_lost", "customer_left"];
  return [byColleague ? "colleague_hangs_up" : "asker_hangs_up", hasLeft ? "customer_left" : "hung_up"];
}
