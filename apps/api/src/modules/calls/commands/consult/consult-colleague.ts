import { randomUUID } from "node:crypto";
import { type ConsultationTarget, type Contact, callEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../../platform/app-context.ts";
import type { Actor } from "../../../../platform/http/actor.ts";
import { AppError } from "../../../../platform/http/app-error.ts";
import { offerToAgent } from "../../../agents/index.ts";
import { settingsOf } from "../../../settings/index.ts";
import { contactCan } from "../../call.policy.ts";
import { countChange } from "../../call-row.repo.ts";
import { insertConsultation } from "../../consultation.repo.ts";
import { insertRing } from "../../part.repo.ts";
import { RINGBACK } from "../../prompts.ts";
import { holdCustomer } from "../hold-call.ts";
import { bothLegs, onOwnCall } from "../own-call.ts";

/** Asks a colleague, who is rung at once. The customer waits with music, and I hear the ringing. What becomes of it: CONSULTATION_TABLE. */
export function consultColleague(
  ctx: AppContext,
  actor: Actor,
  callId: string,
  { to, note }: { to: ConsultationTarget; note: string },
): Promise<Contact> {
  return onOwnCall(ctx, actor, callId, async (tx, { call, part, parts }) => {
    if (!contactCan(call, part, true, parts).consult) throw new AppError("calls.state_refused");
    if (to.personId === actor.personId) throw new AppError("calls.target_self");
    const { ringTimeoutMs } = await settingsOf(ctx);
    const ringEndsAt = new Date(tx.at.getTime() + ringTimeoutMs);
    const [consultationId, askedPartId] = [randomUUID(), randomUUID()];
    if (call.state === "talking") await holdCustomer(tx, call, part);
    else await countChange(tx, callId);
    // Only a ready agent on a live page is rung: when they are called away at this moment, the customer has not heard any music yet.
    if (!(await offerToAgent(tx, to.personId, { callId, partId: askedPartId }, ringEndsAt))) throw new AppError("calls.target_unavailable");
    await insertRing(tx, {
      id: askedPartId,
      callId,
      role: "consulted",
      state: "ringing",
      personId: to.personId,
      skillGroupId: part.skillGroupId,
      legId: randomUUID(),
      began: "consulted",
      callStartedAt: call.startedAt,
      startedAt: tx.at,
      ringEndsAt,
    });
    await insertConsultation(tx, {
      id: consultationId,
      callId,
      partId: part.id,
      fromPersonId: actor.personId,
      askedPartId,
      toPersonId: to.personId,
      note,
      at: tx.at,
    });
    const { partLeg } = bothLegs(call, part);
    tx.command({ name: "play", callId, legId: partLeg, playId: `consult-${askedPartId}`, prompts: [RINGBACK], loop: true });
    tx.record(callEvents.consulted, { entityId: callId, data: { agentId: actor.personId, consultationId, toPersonId: to.personId } });
  });
}
