import { type Contact, callEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { contactCan } from "../call.policy.ts";
import { type CallRow, moveCall } from "../call-row.repo.ts";
import { movePart, type PartRow } from "../part.repo.ts";
import { HOLD_MUSIC } from "../prompts.ts";
import { closeHold, openHold } from "../waits.repo.ts";
import { bothLegs, onOwnCall } from "./own-call.ts";

/** The customer hears music, the agent hears silence. */
export function holdCall(ctx: AppContext, actor: Actor, callId: string): Promise<Contact> {
  return onOwnCall(ctx, actor, callId, async (tx, { call, part, parts }) => {
    if (!contactCan(call, part, true, parts).hold) throw new AppError("calls.state_refused");
    await holdCustomer(tx, call, part);
    tx.record(callEvents.held, { entityId: callId });
  });
}

/** Takes the customer back from hold. */
export function resumeCall(ctx: AppContext, actor: Actor, callId: string): Promise<Contact> {
  return onOwnCall(ctx, actor, callId, async (tx, { call, part, parts }) => {
    if (!contactCan(call, part, true, parts).resume) throw new AppError("calls.state_refused");
    await resumeCustomer(tx, call, part);
    tx.record(callEvents.resumed, { entityId: callId });
  });
}

/** The customer of this agent hears music from now on. */
export async function holdCustomer(tx: SqlTx, call: CallRow, part: PartRow): Promise<void> {
  await Promise.all([moveCall(tx, call, "hold"), movePart(tx, part, "hold", { heldAt: tx.at }), openHold(tx, part.id)]);
  tx.command({ name: "hold-leg", callId: call.id, legId: bothLegs(call, part).customerLeg, music: HOLD_MUSIC });
}

/** The hold ends. Who hears the customer then is what they are joined to. */
export async function resumeCustomer(tx: SqlTx, call: CallRow, part: PartRow): Promise<void> {
  const heldFor = part.heldAt ? tx.at.getTime() - part.heldAt.getTime() : 0;
  await Promise.all([
    moveCall(tx, call, "resume"),
    movePart(tx, part, "resume", { heldAt: null, holdMs: part.holdMs + heldFor }),
    closeHold(tx, part.id),
  ]);
  tx.command({ name: "resume-leg", callId: call.id, legId: bothLegs(call, part).customerLeg });
}
