import type { Job } from "./job.ts";

/** The attempts that run in this process: how many of each kind, and which of them were cut off by the end of the process. */
export interface Attempts {
  /** Kinds that have reached their `concurrency`: their jobs are not fetched. */
  full(): string[];
  /**
   * Runs `work` as soon as the kind has room: two jobs that were fetched at the same time may be one too many. One job runs only once at a time: a process that was
   * taken for dead while it was only slow may fetch its own job again, which then waits for the attempt that is running.
   */
  run<T>(job: Job, jobId: string, work: () => Promise<T>): Promise<T>;
  /** Ids of the jobs whose attempt does not count, because the process stops: those that rejected since, and those that still run. */
  cutOff(): string[];
}

export function createAttempts(stopping: AbortSignal): Attempts {
  const running = new Map<string, Set<string>>();
  const waiting: (() => void)[] = [];
  const cutOff = new Set<string>();
  const of = (name: string): Set<string> => {
    const ids = running.get(name) ?? new Set();
    running.set(name, ids);
    return ids;
  };
  const limits = new Map<string, number>();
  const isFull = (name: string): boolean => of(name).size >= (limits.get(name) ?? Number.POSITIVE_INFINITY);

  return {
    full: () => [...running.keys()].filter(isFull),
    async run({ name, concurrency }, jobId, work) {
      if (concurrency) limits.set(name, concurrency);
      while (isFull(name) || of(name).has(jobId)) await new Promise<void>((resolve) => waiting.push(resolve));
      of(name).add(jobId);
      try {
        return await work();
      } catch (error) {
        if (stopping.aborted) cutOff.add(jobId);
        throw error;
      } finally {
        of(name).delete(jobId);
        for (const resume of waiting.splice(0)) resume();
      }
    },
    cutOff: () => [...cutOff, ...[...running.values()].flatMap((ids) => [...ids])],
  };
}
