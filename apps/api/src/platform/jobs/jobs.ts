import type { Logger } from "pino";
import type { z } from "zod";
import type { AppContext, Clock } from "../app-context.ts";
import type { Database, Recorded } from "../db/client.ts";
import { createCron } from "./cron.ts";
import type { Job } from "./job.ts";
import { handOver } from "./job-requests.repo.ts";
import { failAbandoned, forgetLongJobsJob, type LongJob } from "./long-job.ts";
import type { Sweeper } from "./sweeper.ts";
import { createWorkers } from "./workers.ts";

/** How often the dispatcher looks for requests that are due, ms: those that waited for their time, and those of processes that ended after a commit. */
const LOOK_MS = 2_000;
const CRON_MS = 1_000;
/** A process without a heartbeat for this long is taken for dead, ms; another one runs its jobs again. */
const LOST_AFTER_MS = 15_000;

/**
 * Work outside of requests. A transaction writes a request (`tx.job`); the dispatcher of any process hands it to graphile-worker when the injected clock has
 * reached its time; a worker of any process runs it, with retries.
 */
export interface Jobs {
  /** Registers what a module declares; all processes register the same. */
  add(...jobs: Job[]): void;
  addLong(...longJobs: LongJob[]): void;
  /** The declaration of this name; undefined when a later version has dropped or renamed it. */
  find(name: string): Job | undefined;
  names(): string[];
  /** Ends long jobs whose process was killed in their last attempt; every process also does so every few seconds. */
  failAbandoned(): Promise<void>;
  /** Asks for the job at the times of five cron fields, in UTC: once per time, by however many processes. One line per job. */
  cron<Payload extends z.ZodType>(fields: string, job: Job<Payload>, payload: z.input<Payload>): void;
  /** Hands over what this process asks for at once, and with `work` also runs jobs. */
  start(work: boolean): Promise<void>;
  stop(): Promise<void>;
  /** Hands over and runs everything that is due, until nothing is left, for tests. */
  runAll(): Promise<void>;
}

interface Parts {
  db: Database;
  clock: Clock;
  log: Logger;
  sweeper: Sweeper;
  lostAfterMs?: number | undefined;
}

export function createJobs(ctxOf: () => AppContext, parts: Parts): Jobs {
  const { db, clock, log, sweeper, lostAfterMs = LOST_AFTER_MS } = parts;
  const registered = new Map<string, Job>();
  const longJobs = new Map<string, LongJob>();
  const workers = createWorkers(ctxOf, db, log, registered, lostAfterMs);
  const cron = createCron(db, clock);
  let handingOver: Promise<void> | undefined;
  let again = false;

  async function handOverAll(): Promise<void> {
    do again = false;
    while ((await handOver(db, clock(), registered.values())) > 0 || again);
  }
  /** One hand-over at a time; a call during one makes it look again. */
  function dispatch(): Promise<void> {
    again = true;
    handingOver ??= handOverAll().finally(() => {
      handingOver = undefined;
    });
    return handingOver;
  }
  const dispatchSoon = (): void =>
    void dispatch().catch((error) => log.warn({ err: error }, "jobs not handed over, they are with the next look"));
  const hint = ({ areJobsDue }: Recorded): void => {
    if (areJobsDue) dispatchSoon();
  };
  const failLost = (): Promise<void> => failAbandoned(ctxOf(), longJobs);
  sweeper.add("jobs to hand over", dispatch, LOOK_MS);
  sweeper.add("cron lines", () => cron.look(), CRON_MS);
  sweeper.add("jobs of lost processes", () => workers.unlockLost(), lostAfterMs / 3);
  sweeper.add("long jobs of lost processes", failLost, lostAfterMs / 3);

  function add(...jobs: Job[]): void {
    for (const job of jobs) {
      if (registered.has(job.name)) throw new Error(`two jobs are named ${job.name}`);
      registered.set(job.name, job);
    }
  }
  add(forgetLongJobsJob);
  cron.add("40 3 * * *", forgetLongJobsJob, {});
  return {
    add,
    addLong(...added) {
      for (const long of added) longJobs.set(long.name, long);
      add(...added.map(({ job }) => job));
    },
    find: (name) => registered.get(name),
    names: () => [...registered.keys()],
    failAbandoned: failLost,
    cron: cron.add,
    async start(work) {
      db.afterCommit.add(hint);
      if (work) await workers.start();
      dispatchSoon();
    },
    async stop() {
      db.afterCommit.delete(hint);
      await handingOver?.catch(() => {});
      await workers.stop();
    },
    async runAll() {
      do await dispatch();
      while ((await workers.runAvailable()) > 0);
    },
  };
}
