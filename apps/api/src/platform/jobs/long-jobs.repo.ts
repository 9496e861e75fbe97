import { type Database, prepared, type SqlReader } from "../db/client.ts";
import type { LongJobState } from "./long-job.ts";

export interface LongJobRow {
  id: string;
  name: string;
  state: LongJobState;
  turn: string | null;
  cursor: unknown;
  done: number;
  total: number | null;
  failure: string | null;
}

/** Adds a waiting one, or puts one that failed or was cancelled back to the beginning. False when it is under way or done. */
export async function insertLongJob(
  rows: SqlReader,
  { id, name, total }: Pick<LongJobRow, "id" | "name" | "total">,
  at: Date,
): Promise<boolean> {
  const count = await rows.$executeRaw(prepared`
    INSERT INTO long_job AS l (id, name, total, created_at, changed_at) VALUES (${id}::uuid, ${name}, ${total}::int, ${at}, ${at})
    ON CONFLICT (id) DO UPDATE
    SET state = 'waiting', turn = NULL, cursor = NULL, done = 0, total = excluded.total, failure = NULL, changed_at = ${at}, finished_at = NULL
    WHERE l.name = excluded.name AND l.state IN ('failed', 'cancelled')`);
  return count === 1;
}

/** Removes the job of a run before, which may be listed as failed. */
export async function forgetEarlierJob(rows: SqlReader, name: string, id: string): Promise<void> {
  await rows.$executeRaw`DELETE FROM graphile_worker._private_jobs WHERE key = ${`${name}:${id}`} AND locked_at IS NULL`;
}

/** Begins a turn, and so ends the one before it; null when there is nothing left to do. */
export async function takeTurn(rows: SqlReader, id: string, turn: string, at: Date): Promise<LongJobRow | null> {
  const [row] = await rows.$queryRaw<LongJobRow[]>(prepared`
    UPDATE long_job SET state = 'running', turn = ${turn}::uuid, failure = NULL, changed_at = ${at}, finished_at = NULL
    WHERE id = ${id}::uuid AND state IN ('waiting', 'running', 'failed')
    RETURNING id, name, state, turn, cursor, done, total, failure`);
  return row ?? null;
}

/** Notes how far a turn has come; false when it is over. */
export async function saveTurn(
  rows: SqlReader,
  { id, turn, cursor, done }: { id: string; turn: string; cursor: unknown; done: number },
  at: Date,
): Promise<boolean> {
  const count = await rows.$executeRaw(prepared`
    UPDATE long_job SET cursor = ${JSON.stringify(cursor ?? null)}::jsonb, done = ${done}::int, changed_at = ${at}
    WHERE id = ${id}::uuid AND turn = ${turn}::uuid AND state = 'running'`);
  return count === 1;
}

export async function isTurn(db: Database, id: string, turn: string): Promise<boolean> {
  const rows = await db.prisma.$queryRaw<unknown[]>(
    prepared`SELECT 1 FROM long_job WHERE id = ${id}::uuid AND turn = ${turn}::uuid AND state = 'running'`,
  );
  return rows.length === 1;
}

/** Ends a turn, or with `turn` null whichever there is; false when it was over. */
export async function endTurn(
  rows: SqlReader,
  { id, turn, state, failure = null }: { id: string; turn: string | null; state: LongJobState; failure?: string | null },
  at: Date,
): Promise<boolean> {
  const finishedAt = state === "waiting" ? null : at;
  const count = await rows.$executeRaw(prepared`
    UPDATE long_job SET state = ${state}, turn = NULL, failure = ${failure}, changed_at = ${at}, finished_at = ${finishedAt}::timestamptz
    WHERE id = ${id}::uuid AND state IN ('waiting', 'running') AND (${turn}::uuid IS NULL OR turn = ${turn}::uuid)`);
  return count === 1;
}

/** Those whose job used up its attempts without an end of the turn: the process was killed in the last one. */
export function abandonedLongJobs(db: Database): Promise<{ id: string; name: string }[]> {
  return db.prisma.$queryRaw<{ id: string; name: string }[]>(prepared`
    SELECT l.id, l.name FROM long_job l JOIN graphile_worker._private_jobs j ON j.key = l.name || ':' || l.id
    WHERE l.state IN ('waiting', 'running') AND j.attempts >= j.max_attempts AND j.locked_at IS NULL`);
}

/** Deletes those that ended before `before`. */
export async function forgetLongJobs(db: Database, before: Date): Promise<void> {
  await db.prisma.$executeRaw`DELETE FROM long_job WHERE finished_at < ${before}`;
}
