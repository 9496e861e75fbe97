import type { jobEndpoints, Output } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { rescheduleFailedJob, rescheduleFailedJobs } from "../../../platform/jobs/failed-jobs.repo.ts";
import { recordAudit } from "../../identity/index.ts";
import { auditedJob } from "../jobs.presenter.ts";
import { mustBeFailed } from "./failed-job.ts";

/** Gives a failed job all of its attempts again, at once. Audited. */
export async function retryJob(ctx: AppContext, actor: Actor, id: string): Promise<{ ok: true }> {
  await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const job = await mustBeFailed(tx.rows, id);
    if (!ctx.jobs.find(job.name)) throw new AppError("jobs.unknown_kind");
    if (!(await rescheduleFailedJob(tx.rows, id))) throw new AppError("jobs.not_failed");
    await recordAudit(tx, actor, { verb: "job.retried", entity: "job", entityId: id, before: auditedJob(job) });
  });
  return { ok: true };
}

/** The same for all failed jobs. Those of a kind that this version does not have stay. One line of the audit log says how many of each kind. */
export async function retryAllJobs(ctx: AppContext, actor: Actor): Promise<Output<typeof jobEndpoints.retryAll>> {
  return transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const kinds = await rescheduleFailedJobs(tx.rows, ctx.jobs.names());
    const count = kinds.reduce((sum, kind) => sum + kind.count, 0);
    if (count > 0)
      await recordAudit(tx, actor, {
        verb: "jobs.all_retried",
        entity: "job",
        after: { count, kinds: Object.fromEntries(kinds.map((kind) => [kind.name, kind.count])) },
      });
    return { count };
  });
}
