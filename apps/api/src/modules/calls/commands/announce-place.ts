import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction } from "../../../platform/db/transaction.ts";
import { setAnnounceAt } from "../call.repo.ts";
import { lockCall } from "../call-row.repo.ts";
import { letWait, waitingAt } from "../ivr/wait-music.ts";

/** Tells a waiting caller their place in the queue as it is now, then lets the music go on. */
export async function announcePlace(ctx: AppContext, callId: string): Promise<void> {
  const at = ctx.clock();
  await sqlTransaction(ctx.db, null, at, async (tx) => {
    const call = await lockCall(tx, callId);
    if (call?.state !== "queued" || !call.announceAt || call.announceAt > at) return;
    const waiting = await waitingAt(tx, call);
    if (!waiting || !call.customerLegId) return setAnnounceAt(tx, callId, null);
    const { node, waitId } = waiting;
    await letWait(tx, { callId, legId: call.customerLegId, playId: waitId, node, first: node.announcePrompts ?? [] });
  });
}
