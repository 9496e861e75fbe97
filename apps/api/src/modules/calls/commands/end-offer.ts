import { callEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, sqlTransaction } from "../../../platform/db/transaction.ts";
import { agentOfferEnded } from "../../agents/index.ts";
import { returnToQueue } from "../../routing/index.ts";
import { moveCall } from "../call-row.repo.ts";
import { lockWithParts, movePart, type PartRow } from "../part.repo.ts";
import { isConsulted } from "../parts.ts";
import { closeOffer } from "../waits.repo.ts";
import { consultationNotTaken } from "./consult/not-taken.ts";
import { isOfTransfer, transferNotTaken } from "./transfer-not-taken.ts";

/**
 * Takes a ringing call back from the agent into the queue, with its priority and waiting time; a transferred call goes where TRANSFER_TABLE says, and a
 * consultation where CONSULTATION_TABLE does.
 * `missed`: the ring time is over, so the agent goes to the missed break; `withdrawn`: their page is gone. `due` is checked again under the lock, so that
 * a later ring is left alone.
 */
export async function endOffer(
  ctx: AppContext,
  callId: string,
  how: "missed" | "withdrawn",
  due: (part: PartRow, at: Date) => boolean,
): Promise<void> {
  const at = ctx.clock();
  try {
    await sqlTransaction(ctx.db, null, at, async (tx) => {
      const [call, parts] = await lockWithParts(tx, callId);
      const part = parts.find((each) => each.state === "ringing" && due(each, at));
      if (!call || !part?.personId) return;
      if (isConsulted(part)) return consultationNotTaken(tx, { call, parts, part }, how === "missed" ? "missed" : "gone");
      if (call.state !== "ringing") return;
      if (isOfTransfer(part)) return transferNotTaken(ctx, tx, { call, parts, part }, how === "missed" ? "missed" : "gone");
      const ringMs = at.getTime() - part.startedAt.getTime();
      await Promise.all([
        moveCall(tx, call, "requeue"),
        movePart(tx, part, how === "missed" ? "miss" : "withdraw", { endedAt: at, outcome: how, ringEndsAt: null, trouble: null, ringMs }),
      ]);
      await agentOfferEnded(tx, part.personId, part.id, how);
      await closeOffer(tx, part, how);
      await returnToQueue(tx, callId, how === "missed" ? part.personId : null);
      if (part.legId) tx.command({ name: "hang-up-leg", callId, legId: part.legId });
      tx.record(how === "missed" ? callEvents.missed : callEvents.offerWithdrawn, {
        entityId: callId,
        data: { formerAgentId: part.personId },
      });
    });
  } catch (error) {
    if (!(error instanceof RaceLost)) throw error;
  }
}
