import type { Contact } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { contactCan } from "../call.policy.ts";
import { isConsulting } from "../parts.ts";
import { endConsultedTalk } from "./consult/hang-up.ts";
import { endCall } from "./end-call.ts";
import { onOwnCall } from "./own-call.ts";

/**
 * Ends the call from the agent's side; before an answer that cancels a call out. A ringing call cannot be refused. In a consultation this ends the talk that
 * the agent hears, and whoever waits with music is not lost by it.
 */
export function hangUpCall(ctx: AppContext, actor: Actor, callId: string): Promise<Contact> {
  return onOwnCall(ctx, actor, callId, async (tx, { call, part, parts }) => {
    if (!contactCan(call, part, true, parts).hangUp) throw new AppError("calls.state_refused");
    if (isConsulting(parts) && (await endConsultedTalk(tx, { call, part, parts }))) return;
    await endCall(tx, call, parts, { result: call.answeredAt ? "answered" : "cancelled", endedBy: "agent", partId: part.id });
  });
}
