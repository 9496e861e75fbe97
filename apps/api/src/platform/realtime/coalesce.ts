/** Timers, so that tests need not wait. `later` answers how to call it off. */
export interface Timers {
  later(ms: number, work: () => void): () => void;
}
export const realTimers: Timers = {
  later(ms, work) {
    const timer = setTimeout(work, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/**
 * Lets a key through at most once per `everyMs`: the first touch at once, what comes within the interval once at its end. `touch` answers the keys
 * that are due now; `onDue` is given those that become due later.
 */
export function coalescer(everyMs: number, onDue: (keys: string[]) => void, timers: Timers = realTimers) {
  /** Keys in their interval, with whether they were touched again. */
  const resting = new Map<string, boolean>();

  function rest(keys: string[]): void {
    for (const key of keys) resting.set(key, false);
    if (keys.length > 0) timers.later(everyMs, () => wake(keys));
  }
  function wake(keys: string[]): void {
    const due = keys.filter((key) => resting.get(key));
    for (const key of keys) resting.delete(key);
    rest(due);
    if (due.length > 0) onDue(due);
  }
  return {
    touch(keys: Iterable<string>): string[] {
      const all = [...new Set(keys)];
      for (const key of all) if (resting.has(key)) resting.set(key, true);
      const due = all.filter((key) => !resting.has(key));
      rest(due);
      return due;
    },
  };
}
