import type { SqlTx } from "../../../platform/db/transaction.ts";
import { firstReady, firstWaiting, lockDistribution } from "../distribution.repo.ts";
import { type Match, pairUp } from "../pair-up.ts";

/**
 * The next callers and agents who are to be brought together, at most `most` pairs, in the order in which they are served. Holds routing's lock until the
 * transaction ends, so that one process at a time chooses: ring the agents (`offerToAgent`) and mark the calls (`markOffered`) in the same transaction, and
 * ask first thing in it, before any row is locked. Asked until nobody is servable it leaves no ready agent idle while somebody waits whom they can serve.
 */
export async function nextMatches(tx: SqlTx, most: number): Promise<Match[]> {
  // Read after the lock is held: statements are done in the order in which they are asked for.
  const [, callers] = await Promise.all([lockDistribution(tx.rows), firstWaiting(tx.rows, most)]);
  if (callers.length === 0) return [];
  // Of the agents read, as many may be taken by earlier pairs, and as many may have let the call ring.
  const enough = most + Math.max(...callers.map(({ missedBy }) => missedBy.length));
  const groupIds = [...new Set(callers.map(({ skillGroupId }) => skillGroupId))];
  return pairUp(callers, await firstReady(tx.rows, groupIds, enough, tx.at), most);
}
