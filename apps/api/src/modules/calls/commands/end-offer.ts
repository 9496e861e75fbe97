import { callEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, sqlTransaction } from "../../../platform/db/transaction.ts";
import { agentOfferEnded } from "../../agents/index.ts";
import { returnToQueue } from "../../routing/index.ts";
import { lockCall, moveCall } from "../call-row.repo.ts";
import { closeOffer } from "../waits.repo.ts";

/**
 * Takes a ringing call back from the agent into the queue, with its priority and waiting time. `missed`: the ring time is over, so the agent goes
 * to the missed break; `withdrawn`: their page is gone. `due` is asked again under the
 * lock, so that a later offer is left alone.
 */
export async function endOffer(
  ctx: AppContext,
  callId: string,
  how: "missed" | "withdrawn",
  due: (call: { agentId: string | null; ringEndsAt: Date | null }, at: Date) => boolean,
): Promise<void> {
  const at = ctx.clock();
  try {
    await sqlTransaction(ctx.db, null, at, async (tx) => {
      const call = await lockCall(tx, callId);
      if (call?.state !== "ringing" || !call.agentId || !due(call, at)) return;
      await moveCall(tx, call, "requeue", {
        agentId: null,
        agentLegId: null,
        ringEndsAt: null,
        ringMs: call.ringingAt ? at.getTime() - call.ringingAt.getTime() : 0,
      });
      await agentOfferEnded(tx, call.agentId, callId, how);
      await closeOffer(tx, callId, how);
      await returnToQueue(tx, callId, how === "missed" ? call.agentId : null);
      if (call.agentLegId) tx.command({ name: "hang-up-leg", callId, legId: call.agentLegId });
      tx.record(how === "missed" ? callEvents.missed : callEvents.offerWithdrawn, {
        entityId: callId,
        data: { formerAgentId: call.agentId },
      });
    });
  } catch (error) {
    if (!(error instanceof RaceLost)) throw error;
  }
}
