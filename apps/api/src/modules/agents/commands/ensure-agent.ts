import type { SqlTx } from "../../../platform/db/transaction.ts";
import { type AgentRow, insertAgents, lockAgent } from "../agents.repo.ts";

/** The person's agent row, locked until the transaction ends; made, off duty, when there is none yet. */
export async function ensureAgent(tx: SqlTx, personId: string): Promise<AgentRow> {
  const row = await lockAgent(tx.rows, personId);
  if (row) return row;
  await insertAgents(tx.rows, [personId], tx.at);
  return (await lockAgent(tx.rows, personId))!;
}
