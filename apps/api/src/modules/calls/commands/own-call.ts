import type { Contact } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, type SqlTx, sqlTransaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { type CallRow, lockCall } from "../call-row.repo.ts";
import { loadContact } from "../queries/contacts.ts";

/**
 * The frame of every command on one's own call: lock it, refuse what is foreign or over, do the work, answer the contact as it stands afterwards.
 */
export async function onOwnCall(
  ctx: AppContext,
  actor: Actor,
  callId: string,
  work: (tx: SqlTx, call: CallRow) => Promise<unknown>,
): Promise<Contact> {
  try {
    await sqlTransaction(ctx.db, actor, ctx.clock(), async (tx) => {
      const call = await lockCall(tx, callId);
      if (!call) throw new AppError("calls.not_found");
      if (call.agentId !== actor.personId)
        throw new AppError(call.state === "ended" || call.agentId ? "calls.not_yours" : "calls.answered_elsewhere");
      if (call.state === "ended") throw new AppError("calls.ended");
      await work(tx, call);
    });
  } catch (error) {
    if (error instanceof RaceLost) throw new AppError("calls.state_refused", { detail: error.message });
    throw error;
  }
  const contact = await loadContact(ctx, callId, actor.personId);
  if (!contact) throw new AppError("calls.not_found");
  return contact;
}

/** The legs of a call that has both. */
export function bothLegs(call: CallRow): { customerLeg: string; agentLeg: string } {
  if (!call.customerLegId || !call.agentLegId) throw new AppError("calls.audio_not_ready");
  return { customerLeg: call.customerLegId, agentLeg: call.agentLegId };
}
