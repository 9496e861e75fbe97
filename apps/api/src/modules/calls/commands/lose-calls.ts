import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, sqlTransaction } from "../../../platform/db/transaction.ts";
import { oneByOne } from "../../../platform/jobs/one-by-one.ts";
import type { VoiceBoot } from "../../../platform/voice-link/voice-link.ts";
import { callsOfOtherBoots, endedAmong } from "../call.repo.ts";
import { lockWithParts } from "../part.repo.ts";
import { endCall } from "./end-call.ts";

/** Closes calls whose sound is gone for good, frees their agents and says why on the record. */
export async function loseCalls(ctx: AppContext, callIds: string[]): Promise<void> {
  await oneByOne(callIds, async (callId) => {
    try {
      await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
        const [call, parts] = await lockWithParts(tx, callId);
        if (!call || call.state === "ended") return;
        await endCall(tx, call, parts, { result: "voice_lost", endedBy: "system" });
      });
    } catch (error) {
      if (!(error instanceof RaceLost)) throw error;
    }
  });
}

/** Voice came (back): calls of another boot are lost, and sessions whose call ended while the link was down are ended there too. */
export async function meetVoice(ctx: AppContext, { boot, sessions }: VoiceBoot): Promise<void> {
  await loseCalls(ctx, await callsOfOtherBoots(ctx.db.prisma, boot));
  const left = await endedAmong(ctx.db.prisma, sessions);
  if (left.length === 0) return;
  await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
    for (const callId of left) tx.command({ name: "end-session", callId });
  });
  ctx.log.info({ sessions: left.length }, "ended sessions left over in voice");
}
