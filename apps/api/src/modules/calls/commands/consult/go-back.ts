import type { ConsultationEvent, ConsultationOutcome, Contact } from "@cloverdesk/contracts";
import type { AppContext } from "../../../../platform/app-context.ts";
import type { SqlTx } from "../../../../platform/db/transaction.ts";
import type { Actor } from "../../../../platform/http/actor.ts";
import { AppError } from "../../../../platform/http/app-error.ts";
import { contactCan } from "../../call.policy.ts";
import { countChange } from "../../call-row.repo.ts";
import { resumeCustomer } from "../hold-call.ts";
import { bothLegs, isHeard, onOwnCall } from "../own-call.ts";
import { type Consulting, closeConsultation, consultingIn, releaseColleague } from "./colleague-part.ts";
import { joinCustomer } from "./sound.ts";

/** Ends the consultation, also while it rings: I talk with the customer. */
export function goBack(ctx: AppContext, actor: Actor, callId: string): Promise<Contact> {
  return onOwnCall(ctx, actor, callId, async (tx, { call, part, parts }) => {
    if (!contactCan(call, part, true, parts).goBack) throw new AppError("calls.state_refused");
    const consulting = await consultingIn(tx, call, parts);
    await endWithCustomerBack(tx, consulting, "go_back", "back", () => releaseColleague(tx, consulting, "call_ended"));
  });
}

/**
 * Ends the consultation, whatever ended it: the customer talks with the asker. `release` ends the colleague's part. While the asker's page is away the customer
 * keeps the music, on hold as in any call: nobody would answer them.
 */
export async function endWithCustomerBack(
  tx: SqlTx,
  consulting: Consulting,
  event: ConsultationEvent,
  outcome: ConsultationOutcome,
  release: () => Promise<unknown>,
): Promise<void> {
  const { call, consultation, asker } = consulting;
  if (consultation.state === "with_customer" || !(await isHeard(tx, asker))) await countChange(tx, call.id);
  else {
    await resumeCustomer(tx, call, asker);
    if (consultation.state === "ringing") tx.command({ name: "stop-play", callId: call.id, legId: bothLegs(call, asker).partLeg });
    joinCustomer(tx, call, asker);
  }
  await release();
  await closeConsultation(tx, consulting, event, outcome);
}
