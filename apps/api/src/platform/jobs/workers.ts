import { Logger as GraphileLogger, runTaskList, runTaskListOnce, type Task, type TaskList, type WorkerPool } from "graphile-worker";
import type { Logger } from "pino";
import { z } from "zod";
import type { AppContext } from "../app-context.ts";
import { type Database, openWorkerPool } from "../db/client.ts";
import { createAttempts } from "./attempts.ts";
import type { Job, Lane } from "./job.ts";
import { beat, completeJob, forgetWorkers, giveBackJobs, isAnyAvailable, isHeldBy, unlockLostJobs } from "./workers.repo.ts";

/** Jobs at the same time in one process. */
const LANES: Record<Lane, number> = { short: 4, long: 3 };

/** Without a notification, jobs are looked for this often, ms. */
const POLL_MS = 2_000;
/** A stopping process waits this long for its jobs, ms; it is killed after 8 s. */
const STOP_MS = 4_000;
/** A lane that broke is started again after this, ms. */
const RESTART_MS = 1_000;

/** Runs the jobs that were handed over to graphile-worker. */
export interface Workers {
  start(): Promise<void>;
  /** Waits for running jobs, at most `STOP_MS`. Those that were cut off are given back. */
  stop(): Promise<void>;
  /** Unlocks the jobs of processes that were killed. */
  unlockLost(): Promise<void>;
  /** Runs what is available now, one after the other, for tests. Answers how many attempts that were. */
  runAvailable(): Promise<number>;
}

/** What the dispatcher hands over. */
const envelope = z.object({ id: z.string(), data: z.unknown() });

/** `jobs` is read when the workers start. `lostAfterMs` is the same in all processes of a database. */
export function createWorkers(
  ctxOf: () => AppContext,
  db: Database,
  log: Logger,
  jobs: ReadonlyMap<string, Job>,
  lostAfterMs: number,
): Workers {
  const stopping = new AbortController();
  const attempts = createAttempts(stopping.signal);
  const lanes = new Map<Lane, WorkerPool>();
  const restarts = new Set<NodeJS.Timeout>();
  let connections: ReturnType<typeof openWorkerPool> | undefined;
  let heartbeat: NodeJS.Timeout | undefined;
  const options = {
    logger: new GraphileLogger(() => (level, message, meta) => {
      // A failed attempt is logged below, with the error itself.
      if (meta?.failure) return;
      if (level === "error" || level === "warning") log.warn({ err: meta?.error }, `jobs: ${message}`);
    }),
    noHandleSignals: true,
    forbiddenFlags: () => attempts.full(),
    // Without a batch, graphile-worker does not wait for these statements, and one that fails ends the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  };

  const taskOf =
    (job: Job): Task =>
    async (payload, { job: row }) => {
      const { id, data } = envelope.parse(payload);
      try {
        await attempts.run(job, row.id, () =>
          job.run(ctxOf(), job.payload.parse(data), {
            id,
            attempt: row.attempts,
            maxAttempts: row.max_attempts,
            signal: stopping.signal,
            completeIn: ({ rows }) => completeJob(rows, row.id, row.locked_by ?? ""),
            isHeld: ({ rows }) => isHeldBy(rows, row.id, row.locked_by ?? "", row.attempts),
          }),
        );
      } catch (error) {
        const { name } = job;
        if (!stopping.signal.aborted)
          log.warn({ err: error, job: name, jobId: id, attempt: row.attempts }, "job failed, it is tried again");
        throw error;
      }
    };
  const tasksOf = (isWanted: (job: Job) => boolean): TaskList =>
    Object.fromEntries([...jobs.values()].filter(isWanted).map((job) => [job.name, taskOf(job)]));

  function startLane(lane: Lane): void {
    const tasks = tasksOf((job) => job.lane === lane);
    if (!connections || Object.keys(tasks).length === 0) return;
    const pool = runTaskList({ ...options, concurrency: LANES[lane], pollInterval: POLL_MS }, tasks, connections);
    lanes.set(lane, pool);
    // It ends by itself when it could not note the end of a job. Its locks are found by their missing heartbeat.
    pool.promise
      .catch((error: unknown) => log.warn({ err: error, lane }, "jobs stopped"))
      .finally(() => {
        if (stopping.signal.aborted) return;
        lanes.delete(lane);
        const timer = setTimeout(() => {
          restarts.delete(timer);
          startLane(lane);
        }, RESTART_MS);
        restarts.add(timer);
      });
  }

  const poolIds = (): string[] => [...lanes.values()].map(({ id }) => id);
  const beatNow = (): Promise<void> => beat(db, poolIds()).catch((error) => log.warn({ err: error }, "heartbeat of the jobs not written"));

  async function end(pool: WorkerPool): Promise<void> {
    const impatient = setTimeout(() => void Promise.resolve(pool.forcefulShutdown("stopped")).catch(() => {}), STOP_MS);
    await Promise.resolve(pool.gracefulShutdown()).catch(() => {});
    await pool.promise.catch(() => {});
    clearTimeout(impatient);
  }

  return {
    async start() {
      connections = openWorkerPool(db.url);
      for (const lane of Object.keys(LANES) as Lane[]) startLane(lane);
      await beatNow();
      heartbeat = setInterval(() => void beatNow(), lostAfterMs / 5);
    },
    async stop() {
      stopping.abort();
      for (const timer of restarts) clearTimeout(timer);
      const ids = poolIds();
      await Promise.all([...lanes.values()].map(end));
      clearInterval(heartbeat);
      await giveBackJobs(db, attempts.cutOff())
        .then(() => forgetWorkers(db, ids))
        .catch((error) => log.warn({ err: error }, "jobs not given back, they are found by their heartbeat"));
      await connections?.end();
      connections = undefined;
    },
    async unlockLost() {
      const lost = await unlockLostJobs(db, lostAfterMs);
      if (lost > 0) log.warn({ lost }, "jobs of processes that ended without notice are taken again");
    },
    async runAvailable() {
      if (!(await isAnyAvailable(db))) return 0;
      let count = 0;
      const counted =
        (task: Task): Task =>
        (...given) => {
          count += 1;
          return task(...given);
        };
      const tasks = Object.fromEntries(Object.entries(tasksOf(() => true)).map(([name, task]) => [name, counted(task as Task)]));
      const pool = openWorkerPool(db.url);
      const client = await pool.connect();
      try {
        await runTaskListOnce(options, tasks, client).promise;
      } finally {
        client.release();
        await pool.end();
      }
      return count;
    },
  };
}
