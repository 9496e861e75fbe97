import { randomUUID } from "node:crypto";
import { type Contact, callEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../../platform/app-context.ts";
import { RaceLost, type SqlTx } from "../../../../platform/db/transaction.ts";
import type { Actor } from "../../../../platform/http/actor.ts";
import { AppError } from "../../../../platform/http/app-error.ts";
import { agentCallEnded, agentTookOver } from "../../../agents/index.ts";
import { contactCan } from "../../call.policy.ts";
import { countChange, moveCall } from "../../call-row.repo.ts";
import { changePart, insertPart, type PartRow } from "../../part.repo.ts";
import { moveDraft } from "../../summary.repo.ts";
import { finishPart } from "../finish-part.ts";
import { onOwnCall, requireAudio } from "../own-call.ts";
import { customerLegOf } from "../wait-again.ts";
import { type Consulting, closeConsultation, consultingIn } from "./colleague-part.ts";
import { joinCustomer, resumeColleague } from "./sound.ts";

/** Gives the customer to the colleague: the two talk. My part ends, and my wrap-up begins. Refused while the colleague has no sound. */
export function completeConsultation(ctx: AppContext, actor: Actor, callId: string): Promise<Contact> {
  return onOwnCall(ctx, actor, callId, async (tx, { call, part, parts }) => {
    if (!contactCan(call, part, true, parts).complete) throw new AppError("calls.state_refused");
    const consulting = await consultingIn(tx, call, parts);
    const { asker, colleague } = consulting;
    await requireAudio(tx, call, colleague);
    if (call.state === "held") await moveCall(tx, call, "resume");
    else await countChange(tx, callId);
    await finishPart(tx, call, asker, "transferred");
    const takers = await takeOver(tx, consulting);
    await agentCallEnded(tx, actor.personId, asker.id, { summaryDue: asker.summaryState !== "saved" });
    await closeConsultation(tx, consulting, "complete", "completed");
    if (call.state === "held") tx.command({ name: "resume-leg", callId, legId: customerLegOf(call) });
    else resumeColleague(tx, colleague);
    joinCustomer(tx, call, takers);
    if (asker.legId) tx.command({ name: "hang-up-leg", callId, legId: asker.legId });
  });
}

/**
 * The colleague's consulted part ends, and a part as the agent of the customer begins, with the same leg: only its time is talk with the customer. It acts for
 * the group for which the asker acted. What the colleague wrote goes on as the draft of the new part.
 */
async function takeOver(tx: SqlTx, { call, asker, colleague }: Consulting): Promise<PartRow> {
  await finishPart(tx, call, colleague, "took_over");
  const partId = randomUUID();
  const part = {
    id: partId,
    callId: call.id,
    role: "agent",
    state: "talking",
    personId: colleague.personId,
    skillGroupId: asker.skillGroupId,
    legId: colleague.legId,
    began: "transferred",
    callStartedAt: call.startedAt,
    startedAt: tx.at,
    answeredAt: tx.at,
    muted: colleague.muted,
    trouble: colleague.trouble,
  };
  await insertPart(tx, part);
  if (!(await agentTookOver(tx, colleague.personId, { from: colleague.id, to: partId })))
    throw new RaceLost("the colleague is not in the call any more");
  const taken = { ...colleague, ...part };
  if (await moveDraft(tx, colleague.id, partId)) {
    await changePart(tx, { ...colleague, state: "ended" }, { summaryState: "none" });
    await changePart(tx, taken, { summaryState: "draft" });
    tx.record(callEvents.summaryDrafted, { entityId: call.id, data: { agentId: colleague.personId, partId } });
  }
  return taken;
}
