import { performance } from "node:perf_hooks";

/**
 * The one clock that paces everything the engine makes itself: every 20 ms of absolute time, so that a hundred players
 * neither drift nor wake the process a hundred times.
 */
export interface Ticker {
  /** Calls `step` every 20 ms until the returned function is called. `missed` frames were skipped before this one. */
  add(step: (missed: number) => void): () => void;
  /** 99th percentile of how late recent ticks ran, ms; null before any. */
  lateP99Ms(): number | null;
  readonly skippedFrames: number;
  stop(): void;
}

export interface TickerClock {
  /** Monotonic ms. */
  now(): number;
  /** Runs `run` once after `ms`; returns what cancels it. */
  after(ms: number, run: () => void): () => void;
}

export const systemClock: TickerClock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

const TICK_MS = 20;
/** After a stall up to this many frames are sent in a burst, to be absorbed by jitter buffers; more are skipped. */
const MOST_CAUGHT_UP = 10;
const LATENESS_KEPT = 4096;

export function createTicker(clock: TickerClock = systemClock): Ticker {
  const steps = new Set<(missed: number) => void>();
  const lateness = new Float64Array(LATENESS_KEPT);
  let ticks = 0;
  let start = 0;
  let done = 0;
  let skippedFrames = 0;
  let cancel: (() => void) | null = null;

  const wait = () => {
    cancel = clock.after(Math.max(1, start + done * TICK_MS - clock.now()), run);
  };
  const run = () => {
    cancel = null;
    const now = clock.now();
    const due = Math.floor((now - start) / TICK_MS) + 1 - done;
    if (due > 0) lateness[ticks++ % LATENESS_KEPT] = now - (start + done * TICK_MS);
    const missed = Math.max(0, due - MOST_CAUGHT_UP);
    skippedFrames += missed;
    done += missed;
    for (let frame = missed; frame < due; frame++, done++) {
      for (const step of [...steps]) if (steps.has(step)) step(frame === missed ? missed : 0);
    }
    if (steps.size > 0) wait();
  };

  return {
    add(step) {
      steps.add(step);
      if (steps.size === 1 && !cancel) {
        start = clock.now();
        done = 0;
        wait();
      }
      return () => {
        steps.delete(step);
      };
    },
    lateP99Ms() {
      if (ticks === 0) return null;
      const sorted = lateness.slice(0, Math.min(ticks, LATENESS_KEPT)).sort();
      return sorted[Math.floor(sorted.length * 0.99)]!;
    },
    get skippedFrames() {
      return skippedFrames;
    },
    stop() {
      steps.clear();
      cancel?.();
      cancel = null;
    },
  };
}
