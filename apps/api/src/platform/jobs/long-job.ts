import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { AppContext } from "../app-context.ts";
import type { SqlReader } from "../db/client.ts";
import { RaceLost, sqlTransaction, type Tx, transaction } from "../db/transaction.ts";
import { AppError } from "../http/app-error.ts";
import { defineJob, type Job, type JobRun } from "./job.ts";
import {
  abandonedLongJobs,
  endTurn,
  forgetEarlierJob,
  forgetLongJobs,
  insertLongJob,
  isTurn,
  saveTurn,
  takeTurn,
} from "./long-jobs.repo.ts";
import { WORKER_LOST } from "./workers.repo.ts";

export type LongJobState = "waiting" | "running" | "done" | "failed" | "cancelled";

/** Work that takes minutes and survives the end of its process: it goes on where its last saved cursor is. */
export interface LongJob<Cursor extends z.ZodType = z.ZodType, Result = unknown> extends Given<Cursor, Result> {
  /** What runs it; registered with `ctx.jobs.add`. */
  job: Job<typeof payload>;
}

interface Given<Cursor extends z.ZodType, Result> {
  name: string;
  /** Where a turn goes on. Small: it is written with each `save`. */
  cursor: Cursor;
  maxAttempts?: number;
  /** Most of them at once in one process. */
  concurrency?: number;
  /** Works in turns of any length and saves after each part. What it writes goes into the transaction of `save`, or into the file of the turn. */
  run(ctx: AppContext, turn: Turn<z.output<Cursor>>): Promise<Result>;
  /** What each of these ids stands for; see `Job.subjects`. */
  subjects?(ctx: AppContext, ids: string[]): Promise<(string | null)[]>;
  /** Called in the transaction of each change of state, for what the module keeps besides. */
  changed?(ctx: AppContext, tx: Tx, change: Change<Result>): Promise<unknown>;
  /** Removes what a turn that did not end as done wrote outside of the database. */
  discard?(ctx: AppContext, turn: Turn<z.output<Cursor>>): Promise<unknown>;
}

/** One attempt. A turn is over when the job was cancelled, or another process took it because this one was taken for dead. */
export interface Turn<Cursor> {
  /** Of the long job. */
  id: string;
  /** The last saved one; null at the beginning. */
  cursor: Cursor | null;
  done: number;
  total: number | null;
  /** Aborted when the turn is over and when the process stops. */
  signal: AbortSignal;
  /** Saves cursor and progress, in a transaction with the work that they stand for. Throws `TurnOver`, so that an old turn commits nothing. */
  save(tx: { rows: SqlReader; at: Date }, progress: { cursor: Cursor; done: number }): Promise<void>;
  /** Name of a file that only this turn writes. */
  file(extension: string): string;
}

export interface Change<Result> {
  id: string;
  state: LongJobState;
  /** Error code or message of a failed one. */
  failure?: string;
  /** What `run` resolved to. */
  result?: Result;
}

/** Thrown when the turn is over: it changes nothing any more. */
export class TurnOver extends Error {}

const payload = z.object({ id: z.uuid() });

/** How often a running turn looks whether it is over, ms. */
const LOOK_MS = 2_000;

export function defineLongJob<Cursor extends z.ZodType, Result>(given: Given<Cursor, Result>): LongJob<Cursor, Result> {
  const { name, maxAttempts = 3, concurrency, subjects } = given;
  const job = defineJob({
    name,
    payload,
    maxAttempts,
    ...(concurrency !== undefined && { concurrency }),
    lane: "long",
    run: (ctx, { id }, run) => runTurn(ctx, given, id, run),
    ...(subjects && {
      subjects: (ctx: AppContext, payloads: z.output<typeof payload>[]) =>
        subjects(
          ctx,
          payloads.map(({ id }) => id),
        ),
    }),
  });
  return { ...given, job };
}

/** Asks for a long job in the transaction that decides on it, or for another run of one that failed or was cancelled. False when it is under way or done. */
export async function startLongJob(
  tx: Pick<Tx<SqlReader>, "rows" | "at" | "job">,
  { name, job }: Pick<LongJob, "name" | "job">,
  { id, total = null }: { id: string; total?: number | null },
): Promise<boolean> {
  if (!(await insertLongJob(tx.rows, { id, name, total }, tx.at))) return false;
  await forgetEarlierJob(tx.rows, name, id);
  tx.job(job, { id }, { key: id });
  return true;
}

/**
 * Cancels it in this transaction; false when it is over. The running turn learns of it within seconds, and with its next `save`. Call it before the
 * transaction locks rows that the turn writes: a turn locks its long job first, and the other order is a deadlock.
 */
export const cancelLongJob = (tx: { rows: SqlReader; at: Date }, id: string): Promise<boolean> =>
  endTurn(tx.rows, { id, turn: null, state: "cancelled" }, tx.at);

type Running<Result> = Pick<LongJob<z.ZodType, Result>, "cursor" | "run" | "changed" | "discard">;

async function runTurn<Result>(ctx: AppContext, long: Running<Result>, id: string, run: JobRun): Promise<void> {
  const turn = randomUUID();
  const end = (change: Omit<Change<Result>, "id">, isLast: boolean) =>
    changing(ctx, long, { id, ...change }, async (tx) => {
      const { state, failure = null } = change;
      if (!(await endTurn(tx.rows, { id, turn, state, failure }, tx.at))) return null;
      if (isLast) await run.completeIn(tx);
      return state;
    });

  const row = await changing(ctx, long, { id, state: "running" }, (tx) => takeTurn(tx.rows, id, turn, tx.at));
  if (!row) return;
  const over = new AbortController();
  const look = setInterval(() => {
    isTurn(ctx.db, id, turn).then(
      (is) => is || over.abort(new TurnOver()),
      () => {},
    );
  }, LOOK_MS);
  const current: Turn<unknown> = {
    id,
    cursor: row.cursor === null ? null : long.cursor.parse(row.cursor),
    done: row.done,
    total: row.total,
    signal: AbortSignal.any([run.signal, over.signal]),
    save: async (tx, { cursor, done }) => {
      if (!(await saveTurn(tx.rows, { id, turn, cursor, done }, tx.at))) throw new TurnOver();
    },
    file: (extension) => `${id}.${turn}.${extension}`,
  };
  try {
    const result = await long.run(ctx, current);
    if (!(await end({ state: "done", result }, true))) throw new TurnOver();
  } catch (error) {
    await long.discard?.(ctx, current);
    const isOver = error instanceof TurnOver || over.signal.aborted;
    if (isOver) await leave(ctx, run);
    else await failed(error, run, end);
  } finally {
    clearInterval(look);
  }
}

/**
 * Removes the job of a turn that is over, unless a later attempt has it. In that case it rejects: graphile-worker removes the job of a run that resolves, whoever
 * holds it, and a long job without its job would never end.
 */
const leave = (ctx: AppContext, run: JobRun): Promise<void> =>
  sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
    if (!(await run.isHeld(tx))) throw new RaceLost("the long job is in a later turn");
    await run.completeIn(tx);
  });

/** A refusal is final. Whatever else went wrong is tried again, until the attempts are used up. */
async function failed(
  error: unknown,
  run: JobRun,
  end: (change: Omit<Change<never>, "id">, isLast: boolean) => Promise<unknown>,
): Promise<void> {
  if (error instanceof AppError && !run.signal.aborted) {
    await end({ state: "failed", failure: error.code }, true);
    return;
  }
  const isUsedUp = run.attempt >= run.maxAttempts && !run.signal.aborted;
  await end(isUsedUp ? { state: "failed", failure: messageOf(error) } : { state: "waiting" }, false);
  throw error;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Changes the state and calls `changed`, in one transaction; nothing is called when `move` answers null. */
function changing<Result, T>(
  ctx: AppContext,
  { changed }: Running<Result>,
  change: Change<Result>,
  move: (tx: Tx) => Promise<T>,
): Promise<T> {
  return transaction(ctx.db, null, ctx.clock(), async (tx) => {
    const moved = await move(tx);
    if (moved !== null) await changed?.(ctx, tx, change);
    return moved;
  });
}

/** Ends long jobs whose process was killed in their last attempt. */
export async function failAbandoned(ctx: AppContext, longJobs: ReadonlyMap<string, LongJob>): Promise<void> {
  for (const { id, name } of await abandonedLongJobs(ctx.db)) {
    const long = longJobs.get(name);
    if (!long) continue;
    const change: Change<unknown> = { id, state: "failed", failure: WORKER_LOST };
    await changing(ctx, long, change, async (tx) => ((await endTurn(tx.rows, { ...change, turn: null }, tx.at)) ? true : null));
  }
}

const DAY_MS = 86_400_000;

/** Deletes the rows of long jobs that ended 30 days ago. */
export const forgetLongJobsJob = defineJob({
  name: "jobs.forget-long-jobs",
  payload: z.object({}),
  run: (ctx) => forgetLongJobs(ctx.db, new Date(ctx.clock().getTime() - 30 * DAY_MS)),
});
