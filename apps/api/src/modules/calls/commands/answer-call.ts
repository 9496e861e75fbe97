import { type Contact, callEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { agentAnswered } from "../../agents/index.ts";
import { leaveQueue } from "../../routing/index.ts";
import { moveCall } from "../call-row.repo.ts";
import { movePart } from "../part.repo.ts";
import { isConsulted } from "../parts.ts";
import { closeHop, closeOffer } from "../waits.repo.ts";
import { answerConsultation } from "./consult/answer-consultation.ts";
import { onOwnCall, requireAudio } from "./own-call.ts";
import { startTalk } from "./start-talk.ts";
import { transferTaken } from "./transfer-taken.ts";

/** Answers the call that rings at me. The audio leg was connected while it rang, so this is only a bridge. */
export function answerCall(ctx: AppContext, actor: Actor, callId: string): Promise<Contact> {
  return onOwnCall(ctx, actor, callId, async (tx, { call, part, parts }) => {
    if (part.state !== "ringing") throw new AppError("calls.state_refused");
    await requireAudio(tx, call, part);
    if (isConsulted(part)) return answerConsultation(tx, { call, part, parts });
    if (!(await agentAnswered(tx, actor.personId, part.id, { isBack: part.began === "returned" })))
      throw new AppError("calls.answered_elsewhere");
    const since = (moment: Date | null): number => (moment ? tx.at.getTime() - moment.getTime() : 0);
    const [answered] = await Promise.all([
      moveCall(tx, call, "answer", { answeredAt: call.answeredAt ?? tx.at, waitMs: call.waitMs + since(call.queuedAt) }),
      movePart(tx, part, "answer", { answeredAt: tx.at, ringEndsAt: null, ringMs: since(part.startedAt) }),
      leaveQueue(tx, callId),
      closeHop(tx, callId, "answered"),
      closeOffer(tx, part, "answered"),
    ]);
    if (parts.some(({ outcome }) => outcome === "transferred")) await transferTaken(tx, parts, part);
    await startTalk(tx, answered, part);
    tx.record(callEvents.answered, { entityId: callId, data: { agentId: actor.personId } });
  });
}
