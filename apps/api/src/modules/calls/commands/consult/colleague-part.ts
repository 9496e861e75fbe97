import { type ConsultationEvent, type ConsultationOutcome, callEvents, type PartOutcome } from "@cloverdesk/contracts";
import { RaceLost, type SqlTx } from "../../../../platform/db/transaction.ts";
import { agentCallEnded } from "../../../agents/index.ts";
import type { CallRow } from "../../call-row.repo.ts";
import { type ConsultationRow, moveConsultation, openConsultation } from "../../consultation.repo.ts";
import type { PartRow } from "../../part.repo.ts";
import { endRing } from "../end-ring.ts";
import { finishPart } from "../finish-part.ts";

/** A consultation that is under way, with the parts of the two agents, of a call that this transaction has locked. */
export interface Consulting {
  call: CallRow;
  consultation: ConsultationRow;
  asker: PartRow;
  colleague: PartRow & { personId: string };
}

/** @throws RaceLost when nobody is consulted in the call. */
export async function consultingIn(tx: SqlTx, call: CallRow, parts: PartRow[]): Promise<Consulting> {
  const consultation = await openConsultation(tx, call.id);
  const asker = parts.find(({ id }) => id === consultation?.partId);
  const colleague = parts.find(({ id }) => id === consultation?.askedPartId);
  if (!consultation || !asker || !colleague?.personId) throw new RaceLost("nobody is consulted");
  return { call, consultation, asker, colleague: { ...colleague, personId: colleague.personId } };
}

/** Ends the consultation on its row. The parts and the call, which counts versions, are moved by the caller. */
export async function closeConsultation(
  tx: SqlTx,
  { consultation, colleague }: Pick<Consulting, "consultation" | "colleague">,
  event: ConsultationEvent,
  outcome: ConsultationOutcome,
): Promise<void> {
  await moveConsultation(tx, consultation, event, { outcome });
  const formerAgentId = consultation.state === "ringing" ? colleague.personId : null;
  tx.record(callEvents.consultationEnded, {
    entityId: consultation.callId,
    data: { consultationId: consultation.id, outcome, formerAgentId },
  });
}

/** The colleague is out of the call: a ring is withdrawn, a talk ends with their wrap-up. Nothing asks them for a summary. */
export async function releaseColleague(
  tx: SqlTx,
  { call, colleague }: Pick<Consulting, "call" | "colleague">,
  outcome: PartOutcome,
): Promise<void> {
  if (colleague.state === "ringing") return endRing(tx, colleague, colleague.personId, "withdrawn");
  await finishPart(tx, call, colleague, outcome);
  await agentCallEnded(tx, colleague.personId, colleague.id, { summaryDue: false });
  if (colleague.legId) tx.command({ name: "hang-up-leg", callId: call.id, legId: colleague.legId });
}
