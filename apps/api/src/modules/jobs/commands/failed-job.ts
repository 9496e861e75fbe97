import type { SqlReader } from "../../../platform/db/client.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { type FailedJobRow, findFailedJob, isJob } from "../../../platform/jobs/failed-jobs.repo.ts";

/** The failed job of this id. Refuses one that is not there, and one that is tried again meanwhile. */
export async function mustBeFailed(rows: SqlReader, id: string): Promise<FailedJobRow> {
  const job = await findFailedJob(rows, id);
  if (!job) throw new AppError((await isJob(rows, id)) ? "jobs.not_failed" : "jobs.not_found");
  return job;
}
