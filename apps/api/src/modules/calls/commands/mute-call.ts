import { type Contact, callEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { contactCan } from "../call.policy.ts";
import { changePart } from "../part.repo.ts";
import { bothLegs, onOwnCall } from "./own-call.ts";

/** Mutes or unmutes the agent towards the customer, on the server: whatever the page sends, nothing is passed on. */
export function muteCall(ctx: AppContext, actor: Actor, callId: string, muted: boolean): Promise<Contact> {
  return onOwnCall(ctx, actor, callId, async (tx, { call, part, parts }) => {
    if (!contactCan(call, part, true, parts).mute) throw new AppError("calls.state_refused");
    if (part.muted === muted) return;
    await changePart(tx, part, { muted });
    tx.command({ name: "mute-leg", callId, legId: bothLegs(call, part).partLeg, muted });
    tx.record(muted ? callEvents.muted : callEvents.unmuted, { entityId: callId });
  });
}
