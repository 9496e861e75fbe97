import { type Database, Prisma, type SqlReader } from "../db/client.ts";
import { WORKER_LOST } from "./workers.repo.ts";

/** A job that used up its attempts and that no worker holds. */
export interface FailedJobRow {
  /** Of the request. */
  id: string;
  /** graphile-worker's number. */
  jobId: string;
  name: string;
  data: unknown;
  error: string | null;
  attempts: number;
  failedAt: Date;
}

/** Where a page of failed jobs ended. */
export type FailedJobCursor = Pick<FailedJobRow, "failedAt" | "jobId">;

const IS_FAILED = Prisma.sql`j.attempts >= j.max_attempts AND j.locked_at IS NULL`;

/**
 * End of the last attempt, on the database's clock. graphile-worker notes an error together with the time of the next attempt, exp(attempts) seconds later, also
 * after the last one.
 */
const FAILED_AT = Prisma.sql`date_trunc('milliseconds', CASE WHEN j.last_error = ${WORKER_LOST} THEN j.updated_at
  ELSE j.run_at - exp(least(j.attempts, 10)) * interval '1 second' END)`;

const failedJobs = (conditions: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT x.* FROM (
    SELECT j.payload->>'id' AS id, j.id::text AS "jobId", t.identifier AS name, j.payload->'data' AS data, j.last_error AS error,
      j.attempts::int AS attempts, ${FAILED_AT} AS "failedAt"
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE ${IS_FAILED} AND j.payload->>'id' IS NOT NULL
  ) x ${conditions}`;

/** Failed jobs, newest first. */
export function listFailedJobs(db: Database, after: FailedJobCursor | null, limit: number): Promise<FailedJobRow[]> {
  const older = after ? Prisma.sql`WHERE (x."failedAt", x."jobId"::bigint) < (${after.failedAt}, ${after.jobId}::bigint)` : Prisma.empty;
  return db.prisma.$queryRaw<FailedJobRow[]>(
    failedJobs(Prisma.sql`${older} ORDER BY x."failedAt" DESC, x."jobId"::bigint DESC LIMIT ${limit}`),
  );
}

export async function countFailedJobs(db: Database): Promise<number> {
  const [row] = await db.prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM graphile_worker._private_jobs j WHERE ${IS_FAILED} AND j.payload->>'id' IS NOT NULL`;
  return row?.count ?? 0;
}

/** One failed job; null when there is none of this id, or it has not failed. */
export async function findFailedJob(rows: SqlReader, id: string): Promise<FailedJobRow | null> {
  const [row] = await rows.$queryRaw<FailedJobRow[]>(failedJobs(Prisma.sql`WHERE x.id = ${id}`));
  return row ?? null;
}

/** Whether the job exists, whatever its state. */
export async function isJob(rows: SqlReader, id: string): Promise<boolean> {
  const found = await rows.$queryRaw<unknown[]>`SELECT 1 FROM graphile_worker._private_jobs j WHERE j.payload->>'id' = ${id}`;
  return found.length > 0;
}

/** Makes it due now, with all of its attempts; false when it is not a failed one any more. Of several at the same time one changes it. */
export async function rescheduleFailedJob(rows: SqlReader, id: string): Promise<boolean> {
  const changed = await rows.$queryRaw<unknown[]>`
    WITH failed AS (SELECT j.id FROM graphile_worker._private_jobs j WHERE j.payload->>'id' = ${id} AND ${IS_FAILED} FOR UPDATE)
    SELECT done.id FROM (SELECT array_agg(id) AS ids FROM failed) AS failed,
      LATERAL graphile_worker.reschedule_jobs(failed.ids, now(), NULL, 0) AS done WHERE failed.ids IS NOT NULL`;
  return changed.length > 0;
}

/** The same for all failed jobs of these kinds. Answers how many of each kind. */
export async function rescheduleFailedJobs(rows: SqlReader, names: string[]): Promise<{ name: string; count: number }[]> {
  return rows.$queryRaw<{ name: string; count: number }[]>`
    WITH failed AS (
      SELECT j.id FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
      WHERE ${IS_FAILED} AND j.payload->>'id' IS NOT NULL AND t.identifier = ANY(${names}::text[]) ORDER BY j.id FOR UPDATE OF j SKIP LOCKED
    ), done AS (
      SELECT done.id, done.task_id FROM (SELECT array_agg(id) AS ids FROM failed) AS failed,
        LATERAL graphile_worker.reschedule_jobs(failed.ids, now(), NULL, 0) AS done WHERE failed.ids IS NOT NULL
    )
    SELECT t.identifier AS name, count(*)::int AS count FROM done JOIN graphile_worker._private_tasks t ON t.id = done.task_id
    GROUP BY t.identifier ORDER BY t.identifier`;
}

/**
 * Removes a failed job; false when it is not a failed one any more, or is one of a long job that is not ended yet (`Jobs.failAbandoned` ends those whose
 * process was killed).
 */
export async function discardFailedJob(rows: SqlReader, id: string): Promise<boolean> {
  const removed = await rows.$queryRaw<unknown[]>`
    WITH failed AS (
      SELECT j.id FROM graphile_worker._private_jobs j WHERE j.payload->>'id' = ${id} AND ${IS_FAILED}
        AND NOT EXISTS (SELECT 1 FROM long_job l WHERE j.key = l.name || ':' || l.id AND l.state IN ('waiting', 'running')) FOR UPDATE
    )
    SELECT done.id FROM (SELECT array_agg(id) AS ids FROM failed) AS failed,
      LATERAL graphile_worker.complete_jobs(failed.ids) AS done WHERE failed.ids IS NOT NULL`;
  return removed.length > 0;
}
