import { randomUUID } from "node:crypto";
import { callEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, type SqlTx, sqlTransaction } from "../../../platform/db/transaction.ts";
import { offerToAgent } from "../../agents/index.ts";
import { isAnyServable, leaveQueue, type Match, markOffered, nextMatches } from "../../routing/index.ts";
import { settingsOf } from "../../settings/index.ts";
import { moveCallFrom } from "../call-row.repo.ts";
import { insertRing } from "../part.repo.ts";

/** So many offers share one look at the queues and one commit at the most: routing's lock is held until then. */
const BATCH = 8;

/**
 * Distribution (C3): as long as routing finds a caller and an agent for each other, rings that agent. Run after every change that could
 * make a match, by whichever api process made it; routing's lock lets one at a time choose.
 */
export async function offerWaiting(ctx: AppContext): Promise<void> {
  for (let batch = BATCH; ; ) {
    const at = ctx.clock();
    // Most changes make no match: seen without the lock, which is for those who have something to decide.
    if (!(await isAnyServable(ctx.db.prisma, at))) return;
    try {
      if ((await sqlTransaction(ctx.db, null, at, (tx) => offerSome(ctx, tx, batch))) === 0) return;
      batch = BATCH;
    } catch (error) {
      // Somebody else moved an agent or a call in between: look again, one at a time, so that the others are rung.
      if (!(error instanceof RaceLost)) throw error;
      batch = 1;
    }
  }
}

/** Rings up to `most` agents and answers how many there were to ring. */
async function offerSome(ctx: AppContext, tx: SqlTx, most: number): Promise<number> {
  const [matches, { ringTimeoutMs }] = await Promise.all([nextMatches(tx, most), settingsOf(ctx)]);
  const ringEndsAt = new Date(tx.at.getTime() + ringTimeoutMs);
  await Promise.all(matches.map((match) => offer(tx, match, ringEndsAt)));
  return matches.length;
}

async function offer(tx: SqlTx, { callId, personId, skillGroupId }: Match, ringEndsAt: Date): Promise<void> {
  const call = await moveCallFrom(tx, callId, "queued", "offer", { skillGroupId });
  if (!call) {
    await leaveQueue(tx, callId);
    return;
  }
  const part = { id: randomUUID(), callId, personId, skillGroupId, legId: randomUUID() };
  const [marked, rung] = await Promise.all([
    markOffered(tx, callId, personId),
    offerToAgent(tx, personId, { callId, partId: part.id }, ringEndsAt),
    insertRing(tx, {
      ...part,
      role: "agent",
      state: "ringing",
      began: "offered",
      callStartedAt: call.startedAt,
      startedAt: tx.at,
      ringEndsAt,
    }),
  ]);
  if (!marked) throw new RaceLost("the call no longer waits");
  if (!rung) throw new RaceLost("the agent is no longer ready");
  tx.record(callEvents.offered, { entityId: callId, data: { agentId: personId } });
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
      // In the same breath as the last look at `again`, or somebody asking in between would be forgotten.
      running = undefined;
    })();
    await running;
  };
}
