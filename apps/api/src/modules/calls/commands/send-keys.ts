import { type Contact, callEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { contactCan } from "../call.policy.ts";
import { changePart } from "../part.repo.ts";
import { bothLegs, onOwnCall } from "./own-call.ts";

/** Sends keys to the other side (an IVR there, an extension). What was typed is not an event's data: it may be a PIN. */
export function sendKeys(ctx: AppContext, actor: Actor, callId: string, keys: string): Promise<Contact> {
  return onOwnCall(ctx, actor, callId, async (tx, { call, part, parts }) => {
    if (!contactCan(call, part, true, parts).keypad) throw new AppError("calls.state_refused");
    await changePart(tx, part, { keysSent: (part.keysSent + keys).slice(-200) });
    tx.command({ name: "send-digits", callId, legId: bothLegs(call, part).customerLeg, digits: keys });
    tx.record(callEvents.keysSent, { entityId: callId, data: { count: keys.length } });
  });
}
