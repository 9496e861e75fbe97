import { type Contact, callEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { moveCall } from "../call-row.repo.ts";
import { movePart } from "../part.repo.ts";
import { HOLD_MUSIC } from "../prompts.ts";
import { closeHold, openHold } from "../waits.repo.ts";
import { bothLegs, onOwnCall } from "./own-call.ts";

/** The customer hears music, the agent hears silence. */
export function holdCall(ctx: AppContext, actor: Actor, callId: string): Promise<Contact> {
  return onOwnCall(ctx, actor, callId, async (tx, { call, part }) => {
    await Promise.all([moveCall(tx, call, "hold"), movePart(tx, part, "hold", { heldAt: tx.at }), openHold(tx, part.id)]);
    tx.command({ name: "hold-leg", callId, legId: bothLegs(call, part).customerLeg, music: HOLD_MUSIC });
    tx.record(callEvents.held, { entityId: callId });
  });
}

/** Takes the customer back from hold. */
export function resumeCall(ctx: AppContext, actor: Actor, callId: string): Promise<Contact> {
  return onOwnCall(ctx, actor, callId, async (tx, { call, part }) => {
    const heldFor = part.heldAt ? tx.at.getTime() - part.heldAt.getTime() : 0;
    await Promise.all([
      moveCall(tx, call, "resume"),
      movePart(tx, part, "resume", { heldAt: null, holdMs: part.holdMs + heldFor }),
      closeHold(tx, part.id),
    ]);
    tx.command({ name: "resume-leg", callId, legId: bothLegs(call, part).customerLeg });
    tx.record(callEvents.resumed, { entityId: callId });
  });
}
