import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { readSettings } from "../../settings/index.ts";
import { resume } from "../agent-state.ts";
import type { AgentRow } from "../agents.repo.ts";
import { outcome } from "../next-state.ts";
import { ensureAgent } from "./ensure-agent.ts";

/** Ends wrap-up (继续工作): to what was asked for, else where the agent came from. */
export async function continueWork(ctx: AppContext, actor: Actor): Promise<AgentRow> {
  return sqlTransaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const row = await ensureAgent(tx, actor.personId);
    if (row.state !== "wrap_up") throw new AppError("agents.transition_refused");
    if (row.summaryDue && (await readSettings(tx.rows)).summaryRequired) throw new AppError("agents.summary_required");
    return (await resume(tx, row.personId, outcome(row)))!;
  });
}
