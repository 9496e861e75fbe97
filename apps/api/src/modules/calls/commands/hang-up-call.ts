import type { Contact } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { contactCan } from "../call.policy.ts";
import { endCall } from "./end-call.ts";
import { onOwnCall } from "./own-call.ts";

/** Ends the call from the agent's side; before an answer that cancels a call out. A ringing call cannot be refused. */
export function hangUpCall(ctx: AppContext, actor: Actor, callId: string): Promise<Contact> {
  return onOwnCall(ctx, actor, callId, async (tx, { call, part, parts }) => {
    if (!contactCan(call, part, true).hangUp) throw new AppError("calls.state_refused");
    await endCall(tx, call, parts, { result: call.answeredAt ? "answered" : "cancelled", endedBy: "agent", partId: part.id });
  });
}
