import type { Logger } from "pino";

/**
 * Deadlines are columns (`ring_ends_at`, `wrap_up_ends_at`, `overflow_at`…). Every api process looks every `everyMs` for those that
 * passed; the compare-and-set of the command decides which process acts. A process that dies leaves nothing undone.
 */
export interface Sweeper {
  /**
   * `work` must be harmless when there is nothing to do and safe to run in several processes at once. Work that takes long leaves off when `stopping`
   * is aborted: the process ends, another one will go on.
   */
  add(name: string, work: (stopping: AbortSignal) => Promise<unknown>, everyMs?: number): void;
  start(): void;
  stop(): Promise<void>;
  /** Runs every sweep once, for tests. */
  runAll(): Promise<void>;
}

interface Sweep {
  name: string;
  work: (stopping: AbortSignal) => Promise<unknown>;
  everyMs: number;
  /** A database that is away for a minute is one line in the log, not four a second. */
  failing?: boolean;
  timer?: NodeJS.Timeout;
  running?: Promise<void>;
}

/** What failed is not tried again sooner, ms: connecting in vain four times a second for each kind of deadline is half a processor. */
const FAILED_MS = 1_000;

export function createSweeper(log: Logger): Sweeper {
  const sweeps: Sweep[] = [];
  let stopped = true;
  let stopping = new AbortController();
  const run = async (sweep: Sweep): Promise<void> => {
    try {
      await sweep.work(stopping.signal);
      sweep.failing = false;
    } catch (error) {
      if (!sweep.failing) log.warn({ err: error, sweep: sweep.name }, "sweep fails, it is run again until it succeeds");
      sweep.failing = true;
    }
  };
  const schedule = (sweep: Sweep): void => {
    if (stopped) return;
    sweep.timer = setTimeout(
      () => {
        sweep.running = run(sweep).finally(() => schedule(sweep));
      },
      Math.max(sweep.everyMs, sweep.failing ? FAILED_MS : 0),
    );
  };
  return {
    add: (name, work, everyMs = 250) => void sweeps.push({ name, work, everyMs }),
    start() {
      stopped = false;
      stopping = new AbortController();
      for (const sweep of sweeps) schedule(sweep);
    },
    async stop() {
      stopped = true;
      stopping.abort();
      for (const sweep of sweeps) clearTimeout(sweep.timer);
      await Promise.all(sweeps.map((sweep) => sweep.running));
    },
    async runAll() {
      for (const sweep of sweeps) await run(sweep);
    },
  };
}
