import { type Contact, callEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { changeCall } from "../call-row.repo.ts";
import { bothLegs, onOwnCall } from "./own-call.ts";

/** Sends keys to the other side (an IVR there, an extension). What was typed is not an event's data: it may be a PIN. */
export function sendKeys(ctx: AppContext, actor: Actor, callId: string, keys: string): Promise<Contact> {
  return onOwnCall(ctx, actor, callId, async (tx, call) => {
    if (call.state !== "talking") throw new AppError("calls.state_refused");
    await changeCall(tx, call, { keysSent: (call.keysSent + keys).slice(-200) });
    tx.command({ name: "send-digits", callId, legId: bothLegs(call).customerLeg, digits: keys });
    tx.record(callEvents.keysSent, { entityId: callId, data: { count: keys.length } });
  });
}
