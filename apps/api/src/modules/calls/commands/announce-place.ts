import type { IvrState } from "@cloverdesk/rules/ivr";
import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction } from "../../../platform/db/transaction.ts";
import { flowVersion } from "../../hotlines/index.ts";
import { setAnnounceAt } from "../call.repo.ts";
import { lockCall } from "../call-row.repo.ts";
import { letWait } from "../ivr/wait-music.ts";

/** Tells a waiting caller their place in the queue as it is now, then lets the music go on. */
export async function announcePlace(ctx: AppContext, callId: string): Promise<void> {
  const at = ctx.clock();
  await sqlTransaction(ctx.db, null, at, async (tx) => {
    const call = await lockCall(tx, callId);
    if (call?.state !== "queued" || !call.announceAt || call.announceAt > at || !call.ivrFlowId || call.ivrVersion === null) return;
    const { nodeId, waiting } = call.ivrState as unknown as IvrState;
    const node = (await flowVersion(tx.rows, call.ivrFlowId, call.ivrVersion)).nodes.find((each) => each.id === nodeId);
    if (node?.kind !== "queue" || waiting.for !== "queue" || !call.customerLegId) return setAnnounceAt(tx, callId, null);
    await letWait(tx, { callId, legId: call.customerLegId, playId: waiting.waitId, node, first: node.announcePrompts ?? [] });
  });
}
