import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { discardFailedJob } from "../../../platform/jobs/failed-jobs.repo.ts";
import { recordAudit } from "../../identity/index.ts";
import { auditedJob } from "../jobs.presenter.ts";
import { mustBeFailed } from "./failed-job.ts";

/** Gives a failed job up for good. The audit log keeps what it was, as far as it may be shown. */
export async function discardJob(ctx: AppContext, actor: Actor, id: string): Promise<{ ok: true }> {
  // A long job whose process was killed in its last attempt would otherwise stay *running* without a job.
  await ctx.jobs.failAbandoned();
  await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const job = await mustBeFailed(tx.rows, id);
    if (!(await discardFailedJob(tx.rows, id))) throw new AppError("jobs.not_failed");
    await recordAudit(tx, actor, { verb: "job.discarded", entity: "job", entityId: id, before: auditedJob(job) });
  });
  return { ok: true };
}
