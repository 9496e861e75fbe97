import type { jobEndpoints, Output, Parsed } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { countFailedJobs, type FailedJobCursor, type FailedJobRow, listFailedJobs } from "../../../platform/jobs/failed-jobs.repo.ts";
import { mustBeFailed } from "../commands/failed-job.ts";
import { presentFailedJob } from "../jobs.presenter.ts";
import { shownValues } from "../shown-values.ts";

/** Failed jobs, newest first. */
export async function failedJobs(
  ctx: AppContext,
  { cursor, limit }: Parsed<typeof jobEndpoints.failed>["query"],
): Promise<Output<typeof jobEndpoints.failed>> {
  const [rows, total] = await Promise.all([
    listFailedJobs(ctx.db, cursor === undefined ? null : readCursor(cursor), limit + 1),
    countFailedJobs(ctx.db),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const subjects = await subjectsOf(ctx, page);
  return {
    items: page.map((row) => presentFailedJob(row, ctx.jobs.find(row.name) !== undefined, subjects.get(row.id) ?? null)),
    nextCursor: rows.length > limit && last ? `${last.failedAt.getTime()}-${last.jobId}` : null,
    total,
  };
}

function readCursor(text: string): FailedJobCursor {
  const [, at, jobId] = /^(\d{1,15})-(\d{1,18})$/.exec(text) ?? [];
  if (!at || !jobId) throw new AppError("request.invalid", { fields: { cursor: "not a cursor of this list" } });
  return { failedAt: new Date(Number(at)), jobId };
}

/** What the jobs were asked for, by id; one question per kind. A payload of an earlier version may be none of the kind's any more. */
async function subjectsOf(ctx: AppContext, rows: readonly FailedJobRow[]): Promise<Map<string, string | null>> {
  const subjects = new Map<string, string | null>();
  for (const name of new Set(rows.map((row) => row.name))) {
    const job = ctx.jobs.find(name);
    const readable = rows.filter((row) => row.name === name && job?.payload.safeParse(row.data).success);
    const found =
      readable.length > 0
        ? await job?.subjects?.(
            ctx,
            readable.map(({ data }) => job.payload.parse(data)),
          )
        : [];
    for (const [i, { id }] of readable.entries()) subjects.set(id, found?.[i] ?? null);
  }
  return subjects;
}

/** What a failed job was given, without what is personal or secret. */
export async function jobPayload(ctx: AppContext, id: string): Promise<Output<typeof jobEndpoints.payload>> {
  return { values: shownValues((await mustBeFailed(ctx.db.prisma, id)).data) };
}
