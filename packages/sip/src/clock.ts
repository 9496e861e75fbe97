/** Handle of a running timer; opaque to everybody but the clock that made it. */
export type Timer = NodeJS.Timeout | number;

/** Source of time. Everything in this package that waits asks a clock, so tests can drive time by hand. */
export interface Clock {
  /** Milliseconds, monotonic; only differences mean anything. */
  now(): number;
  setTimeout(run: () => void, ms: number): Timer;
  clearTimeout(timer: Timer | undefined): void;
}

/** Real time. Its timers do not keep the process alive: the sockets do, as long as they are open. */
export const systemClock: Clock = {
  now: () => performance.now(),
  setTimeout: (run, ms) => setTimeout(run, ms).unref(),
  clearTimeout: (timer) => clearTimeout(timer),
};
