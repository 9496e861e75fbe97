import type { Clock, Timer } from "../src/clock.ts";

/** Time that moves only when told; timers fire in order, promises settle between them. */
export interface FakeClock extends Clock {
  advance(ms: number): Promise<void>;
  /** Timers that still wait. */
  readonly waiting: number;
}

/** Let promises and microtasks that are ready run. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** @param start ms since 1970 */
export function createFakeClock(start = 0): FakeClock {
  let now = start;
  let serial = 0;
  const timers = new Map<number, { at: number; run: () => void }>();

  const nextDue = (until: number): [number, { at: number; run: () => void }] | undefined => {
    let best: [number, { at: number; run: () => void }] | undefined;
    for (const entry of timers) if (entry[1].at <= until && (!best || entry[1].at < best[1].at)) best = entry;
    return best;
  };

  return {
    now: () => now,
    setTimeout(run, ms): Timer {
      timers.set(++serial, { at: now + Math.max(0, ms), run });
      return serial;
    },
    clearTimeout(timer) {
      if (timer !== undefined) timers.delete(timer as number);
    },
    get waiting() {
      return timers.size;
    },
    async advance(ms) {
      const until = now + ms;
      await settle();
      for (let due = nextDue(until); due; due = nextDue(until)) {
        timers.delete(due[0]);
        now = due[1].at;
        due[1].run();
        await settle();
      }
      now = until;
    },
  };
}
