import type { JobFailure } from "@cloverdesk/contracts";
import type { Database, SqlReader } from "../db/client.ts";
import { RaceLost } from "../db/transaction.ts";

/** Removes a job that this pool holds, in a transaction of its work. Throws RaceLost when the pool holds it no more. */
export async function completeJob(rows: SqlReader, id: string, poolId: string): Promise<void> {
  const count = await rows.$executeRaw`
    DELETE FROM graphile_worker._private_jobs WHERE id = ${id}::bigint AND locked_by = ${poolId}`;
  if (count !== 1) throw new RaceLost(`job ${id} is held by another worker`);
}

/** Whether this very attempt holds the job: the pool may hold it in a later one. */
export async function isHeldBy(rows: SqlReader, id: string, poolId: string, attempt: number): Promise<boolean> {
  const found = await rows.$queryRaw<unknown[]>`
    SELECT 1 FROM graphile_worker._private_jobs WHERE id = ${id}::bigint AND locked_by = ${poolId} AND attempts = ${attempt} FOR UPDATE`;
  return found.length === 1;
}

/** Makes jobs that a stopping process left available at once, without counting the attempt. */
export async function giveBackJobs(db: Database, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.prisma.$executeRaw`
    UPDATE graphile_worker._private_jobs SET attempts = greatest(attempts - 1, 0), run_at = now(), last_error = NULL
    WHERE id = ANY(${ids}::bigint[]) AND locked_at IS NULL`;
}

/** Whether a worker would find a job now. */
export async function isAnyAvailable(db: Database): Promise<boolean> {
  const rows = await db.prisma.$queryRaw<unknown[]>`
    SELECT 1 FROM graphile_worker._private_jobs WHERE is_available AND run_at <= now() LIMIT 1`;
  return rows.length > 0;
}

/** Notes that these pools are alive. Their time is the database's: processes compare themselves with each other. */
export async function beat(db: Database, poolIds: string[]): Promise<void> {
  await db.prisma.$executeRaw`
    INSERT INTO job_worker (id, heartbeat_at) SELECT id, now() FROM unnest(${poolIds}::text[]) AS id
    ON CONFLICT (id) DO UPDATE SET heartbeat_at = excluded.heartbeat_at`;
}

export async function forgetWorkers(db: Database, poolIds: string[]): Promise<void> {
  await db.prisma.$executeRaw`DELETE FROM job_worker WHERE id = ANY(${poolIds}::text[])`;
}

/** What `last_error` says of a job whose process was killed. */
export const WORKER_LOST: JobFailure = "jobs.worker_lost";

/**
 * Unlocks the jobs of pools without a heartbeat for `silentMs`, so that they are taken again. Answers how many pools that were. Not in the first moments of a
 * PostgreSQL that was away: nobody could write a heartbeat.
 */
export async function unlockLostJobs(db: Database, silentMs: number): Promise<number> {
  const [row] = await db.prisma.$queryRaw<{ lost: number }[]>`
    WITH silence AS (
      SELECT now() - ${silentMs}::int * interval '1 ms' AS since
    ), lost AS (
      SELECT DISTINCT j.locked_by AS id FROM graphile_worker._private_jobs j, silence
      WHERE j.locked_at < silence.since AND pg_postmaster_start_time() < silence.since
        AND NOT EXISTS (SELECT 1 FROM job_worker w WHERE w.id = j.locked_by AND w.heartbeat_at > silence.since)
    ), noted AS (
      UPDATE graphile_worker._private_jobs j SET last_error = ${WORKER_LOST}, updated_at = now(), locked_at = NULL, locked_by = NULL FROM lost WHERE j.locked_by = lost.id
    ), forgotten AS (
      DELETE FROM job_worker w USING silence WHERE w.heartbeat_at < silence.since - interval '1 hour'
    )
    SELECT count(*)::int AS lost FROM lost`;
  return row?.lost ?? 0;
}
