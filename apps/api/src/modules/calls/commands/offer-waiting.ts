import { randomUUID } from "node:crypto";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, type Tx, transaction } from "../../../platform/db/transaction.ts";
import { offerToAgent } from "../../agents/index.ts";
import { readSettings } from "../../hotlines/index.ts";
import { leaveQueue, markOffered, nextMatch } from "../../routing/index.ts";
import { lockCall, moveCall } from "../call.repo.ts";
import { openOffer } from "../waits.repo.ts";

/**
 * Distribution (C3): as long as routing finds a caller and an agent for each other, rings that agent. Run after every change that could
 * make a match, by whichever api process made it; routing's lock lets one at a time choose.
 */
export async function offerWaiting(ctx: AppContext): Promise<void> {
  while (await transaction(ctx.db, null, ctx.clock(), offerNext).catch(raceIsNoMatch)) {
    // next match
  }
}

async function offerNext(tx: Tx): Promise<boolean> {
  const match = await nextMatch(tx);
  if (!match) return false;
  const call = await lockCall(tx, match.callId);
  if (call?.state !== "queued") {
    await leaveQueue(tx, match.callId);
    return true;
  }
  const { ringTimeoutMs } = await readSettings(tx.rows);
  const ringEndsAt = new Date(tx.at.getTime() + ringTimeoutMs);
  if (!(await offerToAgent(tx, match.personId, call.id, ringEndsAt))) throw new RaceLost("the agent is no longer ready");
  await markOffered(tx, call.id, match.personId);
  await openOffer(tx, call.id, match.personId);
  await moveCall(tx, call, "offer", {
    agentId: match.personId,
    agentLegId: randomUUID(),
    skillGroupId: match.skillGroupId,
    ringingAt: tx.at,
    ringEndsAt,
  });
  tx.record({ name: "call.offered", entity: "call", entityId: call.id, data: { agentId: match.personId } });
  return true;
}

/** Somebody else moved the agent or the call in between: look again. */
function raceIsNoMatch(error: unknown): boolean {
  if (error instanceof RaceLost) return true;
  throw error;
}

/** Runs `work` now, and once more if asked again while it runs. */
export function coalesced(work: () => Promise<void>, onError: (error: unknown) => void): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  return async function run(): Promise<void> {
    if (running) {
      again = true;
      return running;
    }
    running = (async () => {
      do {
        again = false;
        await work().catch(onError);
      } while (again);
    })();
    await running;
    running = undefined;
  };
}
