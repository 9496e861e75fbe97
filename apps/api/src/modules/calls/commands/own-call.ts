import type { Contact } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, type SqlTx, sqlTransaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { foreignCall, takesPart } from "../call.policy.ts";
import { type CallRow, findLeg } from "../call-row.repo.ts";
import { lockWithParts, type PartRow } from "../part.repo.ts";
import { openPartOf } from "../parts.ts";
import { loadContact } from "../queries/contacts.ts";

/** A call that is locked, with the open part that the actor has in it and all parts. */
export interface OwnCall {
  call: CallRow;
  part: PartRow;
  parts: PartRow[];
}

/**
 * The frame of every command on one's own part of a call: locks the call, refuses what is foreign or over, does the work, and answers the contact as it
 * stands afterwards.
 */
export async function onOwnCall(
  ctx: AppContext,
  actor: Actor,
  callId: string,
  work: (tx: SqlTx, own: OwnCall) => Promise<unknown>,
): Promise<Contact> {
  try {
    await sqlTransaction(ctx.db, actor, ctx.clock(), async (tx) => {
      const [call, parts] = await lockWithParts(tx, callId);
      if (!call) throw new AppError("calls.not_found");
      const part = openPartOf(parts, actor.personId);
      if (!part) throw notMine(actor, call, parts);
      await work(tx, { call, part, parts });
    });
  } catch (error) {
    if (error instanceof RaceLost) throw new AppError("calls.state_refused", { detail: error.message });
    throw error;
  }
  const contact = await loadContact(ctx, callId, actor.personId);
  if (!contact) throw new AppError("calls.not_found");
  return contact;
}

/** My part is over, the call is somebody else's, or it went back to the queue while I reached for it. */
function notMine(actor: Actor, call: CallRow, parts: PartRow[]): AppError {
  if (takesPart({ parts }, actor.personId)) return new AppError("calls.ended");
  const foreign = foreignCall(actor, { ...call, parts });
  const elsewhere = call.state !== "ended" && parts.every((part) => part.state === "ended");
  return elsewhere && foreign.code === "calls.not_yours" ? new AppError("calls.answered_elsewhere") : foreign;
}

/** The customer's leg and the leg of the part, of a call that has both. */
export function bothLegs(call: CallRow, part: PartRow): { customerLeg: string; partLeg: string } {
  if (!call.customerLegId || !part.legId) throw new AppError("calls.audio_not_ready");
  return { customerLeg: call.customerLegId, partLeg: part.legId };
}

/** A customer who is joined to a party without sound would be left in silence. */
export async function requireAudio(tx: SqlTx, call: CallRow, part: PartRow): Promise<void> {
  const leg = await findLeg(tx.rows, bothLegs(call, part).partLeg);
  if (!leg || leg.state === "lost" || leg.state === "ended") throw new AppError("calls.audio_not_ready");
}

/** Whether the sound of this part's page flows: a talk that goes on, although the page's socket may be gone. */
export async function isHeard(tx: SqlTx, part: PartRow): Promise<boolean> {
  const leg = part.legId === null ? null : await findLeg(tx.rows, part.legId);
  return leg?.state === "up" && part.trouble !== "agent_silent";
}
