import type { Tx } from "../../../platform/db/transaction.ts";
import { findMatch, lockDistribution, type Match } from "../distribution.repo.ts";

/**
 * The caller and the agent who are to be brought together next, or null when there is no such pair. Holds routing's lock until the transaction ends,
 * so that one process at a time chooses: ring the agent (`offerToAgent`) and mark the call (`markOffered`) in the same transaction, and ask first thing in
 * it, before any row is locked. Asked until it answers null it leaves no ready agent idle while somebody waits whom they can serve.
 */
export async function nextMatch(tx: Tx): Promise<Match | null> {
  await lockDistribution(tx.rows);
  return findMatch(tx.rows, tx.at);
}
