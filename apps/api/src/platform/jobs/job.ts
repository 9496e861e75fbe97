import type { z } from "zod";
import type { AppContext } from "../app-context.ts";
import type { SqlReader } from "../db/client.ts";

/** A kind of background work: its name, what it is given, how often it is tried, and what it does. */
export interface Job<Payload extends z.ZodType = z.ZodType> {
  /** Unique, `module.verb-noun`. Waiting jobs are stored under it: a renamed job leaves them behind. */
  name: string;
  payload: Payload;
  /** Attempts before the job counts as dead and is listed on the settings page *Failed jobs*. */
  maxAttempts: number;
  /** Most jobs of this kind that one process runs at the same time; without it only the lane limits them. */
  concurrency?: number;
  /** Work that takes longer than a few seconds runs in the `long` lane, where it does not hold up the short jobs. */
  lane: Lane;
  /**
   * Runs at least once per job: a process may be killed after the work and before the job is noted as done. Work in the database is done exactly once
   * when its transaction calls `run.completeIn`. A rejection is an attempt that failed; the next one follows after e¹, e², e³ … seconds.
   */
  run(ctx: AppContext, payload: z.output<Payload>, run: JobRun): Promise<unknown>;
  /**
   * What each of these was asked for, for people who look at failed jobs: the name of a person, the title of a file. Null where the thing is gone. Left out
   * when a kind has only one purpose.
   */
  subjects?(ctx: AppContext, payloads: z.output<Payload>[]): Promise<(string | null)[]>;
}

export type Lane = "short" | "long";

/** One attempt of a job. */
export interface JobRun {
  /** Id of the request, the same in every attempt. */
  id: string;
  /** 1 for the first attempt. */
  attempt: number;
  maxAttempts: number;
  /** Aborted when the process stops. A job that rejects after that is given back, and the attempt does not count. */
  signal: AbortSignal;
  /**
   * Removes the job in a transaction of its work: both are committed, or neither. Throws `RaceLost` when this attempt does not hold the job any more, because
   * its process was taken for dead.
   */
  completeIn(tx: { rows: SqlReader }): Promise<void>;
  /** Whether this attempt still holds the job, and no later one; locks the job's row. */
  isHeld(tx: { rows: SqlReader }): Promise<boolean>;
}

/** Where a job is asked for: `tx.job(job, payload, options)`. */
export interface JobOptions {
  /** A later request of the same job and key replaces this one, as long as it has not started. */
  key?: string;
  /** Not before this moment of the injected clock. Default: the moment of the transaction. */
  runAt?: Date;
}

type Given<Payload extends z.ZodType> = Omit<Job<Payload>, "maxAttempts" | "lane"> & Partial<Pick<Job, "maxAttempts" | "lane">>;

/** Nine attempts, the last one about an hour after the first. */
const MAX_ATTEMPTS = 9;

/** Declares a job. A module registers it with `ctx.jobs.add`, and its commands ask for it with `tx.job`. */
export const defineJob = <Payload extends z.ZodType>(given: Given<Payload>): Job<Payload> => ({
  maxAttempts: MAX_ATTEMPTS,
  lane: "short",
  ...given,
});
