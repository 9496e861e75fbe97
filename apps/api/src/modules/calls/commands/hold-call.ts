import { type Contact, callEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { moveCall } from "../call-row.repo.ts";
import { HOLD_MUSIC } from "../prompts.ts";
import { closeHold, openHold } from "../waits.repo.ts";
import { bothLegs, onOwnCall } from "./own-call.ts";

/** The customer hears music, the agent hears silence. */
export function holdCall(ctx: AppContext, actor: Actor, callId: string): Promise<Contact> {
  return onOwnCall(ctx, actor, callId, async (tx, call) => {
    await moveCall(tx, call, "hold", { heldAt: tx.at });
    await openHold(tx, callId);
    tx.command({ name: "hold-leg", callId, legId: bothLegs(call).customerLeg, music: HOLD_MUSIC });
    tx.record(callEvents.held, { entityId: callId });
  });
}

/** Takes the customer back from hold. */
export function resumeCall(ctx: AppContext, actor: Actor, callId: string): Promise<Contact> {
  return onOwnCall(ctx, actor, callId, async (tx, call) => {
    const heldFor = call.heldAt ? tx.at.getTime() - call.heldAt.getTime() : 0;
    await moveCall(tx, call, "resume", { heldAt: null, holdMs: call.holdMs + heldFor });
    await closeHold(tx, callId);
    tx.command({ name: "resume-leg", callId, legId: bothLegs(call).customerLeg });
    tx.record(callEvents.resumed, { entityId: callId });
  });
}
