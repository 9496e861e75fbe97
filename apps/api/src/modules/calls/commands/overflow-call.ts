import { callEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, sqlTransaction } from "../../../platform/db/transaction.ts";
import { leaveQueue } from "../../routing/index.ts";
import { lockCall, moveCall } from "../call-row.repo.ts";
import { continueFlow } from "../ivr/run-flow.ts";
import { closeHop } from "../waits.repo.ts";

/** The caller has waited as long as the flow allows: the flow goes on where its queue node says. */
export async function overflowCall(ctx: AppContext, callId: string): Promise<void> {
  try {
    await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
      const call = await lockCall(tx, callId);
      if (call?.state !== "queued") return;
      await leaveQueue(tx, callId);
      await closeHop(tx, callId, "overflow");
      const back = await moveCall(tx, call, "return_to_ivr");
      tx.record(callEvents.overflowed, { entityId: callId, data: { skillGroupId: call.skillGroupId } });
      await continueFlow(tx, back, { kind: "overflow" });
    });
  } catch (error) {
    if (!(error instanceof RaceLost)) throw error;
  }
}
