import type { VoiceCommand } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction } from "../../../platform/db/transaction.ts";
import { lockWithParts } from "../part.repo.ts";
import { outsidePartOn } from "../parts.ts";
import { finishRecording } from "../recording.repo.ts";
import { endCall } from "./end-call.ts";
import { transferNotTaken } from "./transfer-not-taken.ts";

/** Voice reports no fact about a command that it refused. Ends what waits for one. */
export async function heedRefusal(ctx: AppContext, command: VoiceCommand, why: string): Promise<void> {
  if (command.name !== "dial-leg" && command.name !== "start-recording") return;
  await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
    if (command.name === "start-recording") {
      await finishRecording(tx, { recordingId: command.recordingId, durationMs: 0, bytes: 0, sha256: "" });
      return;
    }
    const [call, parts] = await lockWithParts(tx, command.callId);
    const result = why === "no_capacity" ? "congestion" : "failed";
    const part = outsidePartOn(parts, command.legId);
    // Other refusals need nothing here: the customer or the session is gone, and the fact about that ends the call.
    if (call && part?.state === "dialing" && (why === "no_capacity" || why === "failed"))
      await transferNotTaken(ctx, tx, { call, parts, part }, result);
    if (call?.state === "dialing") await endCall(tx, call, parts, { result, endedBy: "system" });
  });
}
