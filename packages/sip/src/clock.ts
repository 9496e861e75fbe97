/** Handle of a running timer; opaque to everybody but the clock that made it. */
export type Timer = NodeJS.Timeout | number;

/** Source of time. Everything in this package that waits asks a clock, so tests can drive time by hand. */
export interface Clock {
  /** Milliseconds, monotonic; only differences mean anything. */
  now(): number;
  setTimeout(run: () => void, ms: number): Timer;
  clearTimeout(timer: Timer | undefined): void;
}

/** The longest delay that Node's timers know, ms: some 24 days. They take anything longer for 1 ms. */
const LONGEST_MS = 2 ** 31 - 1;

/** Real time, up to {@link LONGEST_MS} ahead. Its timers do not keep the process alive: the sockets do, as long as they are open. */
export const systemClock: Clock = {
  now: () => performance.now(),
  setTimeout: (run, ms) => setTimeout(run, Math.min(ms, LONGEST_MS)).unref(),
  clearTimeout: (timer) => clearTimeout(timer),
};
