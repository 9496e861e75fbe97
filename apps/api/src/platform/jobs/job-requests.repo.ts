import { randomUUID } from "node:crypto";
import { type Database, prepared, type SqlReader } from "../db/client.ts";
import type { Job, JobOptions } from "./job.ts";

/** A job asked for in a transaction, as `job_request` stores it. */
export interface JobRequest {
  id: string;
  name: string;
  payload: unknown;
  key: string | null;
  runAt: Date;
}

/** Throws a ZodError when the payload is not what the job declares. */
export function jobRequest(job: Job, payload: unknown, at: Date, { key, runAt = at }: JobOptions = {}): JobRequest {
  job.payload.parse(payload);
  return { id: randomUUID(), name: job.name, payload, key: key ?? null, runAt };
}

/**
 * One statement for all requests of a transaction. Those with a key go in the order of their keys: two transactions that replace the same requests then wait for
 * each other instead of dead-locking.
 */
export async function writeJobRequests(rows: SqlReader, at: Date, requests: JobRequest[]): Promise<void> {
  if (requests.length === 0) return;
  const lastOfKey = new Map(requests.map((request) => [request.key === null ? request.id : `${request.name} ${request.key}`, request]));
  const ordered = [...lastOfKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, request]) => request);
  await rows.$executeRaw(prepared`
    INSERT INTO job_request (id, name, payload, key, run_at, created_at)
    SELECT x.id, x.name, x.payload, x.key, x."runAt", ${at}
    FROM jsonb_to_recordset(${JSON.stringify(ordered)}::jsonb) AS x(id uuid, name text, payload jsonb, key text, "runAt" timestamptz)
    ON CONFLICT (name, key) DO UPDATE
    SET id = excluded.id, payload = excluded.payload, run_at = excluded.run_at, created_at = excluded.created_at`);
}

/** Requests of one hand-over: some tens of milliseconds. */
const BATCH = 500;

/**
 * Hands due requests of these jobs to graphile-worker and deletes them, in one statement and so in one transaction: each is handed over exactly once, by however
 * many processes. Its key there is `name:key`, or the request's id. Answers how many there were.
 */
export async function handOver(db: Database, now: Date, jobs: Iterable<Job>): Promise<number> {
  const known = [...jobs].map(({ name, maxAttempts, concurrency }) => ({ name, maxAttempts, flags: concurrency ? [name] : null }));
  const [row] = await db.prisma.$queryRaw<{ count: number }[]>(prepared`
    WITH known AS (
      SELECT x.name, x."maxAttempts" AS max_attempts, CASE WHEN x.flags IS NOT NULL THEN ARRAY[x.name] END AS flags
      FROM jsonb_to_recordset(${JSON.stringify(known)}::jsonb) AS x(name text, "maxAttempts" smallint, flags jsonb)
    ), due AS (
      SELECT id FROM job_request WHERE run_at <= ${now} AND name IN (SELECT name FROM known) ORDER BY run_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    ), gone AS (
      DELETE FROM job_request r USING due WHERE r.id = due.id RETURNING r.*
    ), specs AS (
      SELECT count(*)::int AS count, array_agg((
        gone.name, json_build_object('id', gone.id, 'data', gone.payload), NULL, NULL, known.max_attempts,
        COALESCE(gone.name || ':' || gone.key, gone.id::text), NULL, known.flags)::graphile_worker.job_spec ORDER BY gone.run_at) AS specs
      FROM gone JOIN known USING (name) HAVING count(*) > 0
    )
    SELECT specs.count FROM specs, LATERAL (SELECT count(*) AS added FROM graphile_worker.add_jobs(specs.specs)) AS added WHERE added.added > 0`);
  return row?.count ?? 0;
}
