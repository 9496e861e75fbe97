import type { Clock, Timer } from "../clock.ts";

/** Pauses between retransmissions, ms: the first one, then as `next` says. */
export interface Backoff {
  first: number;
  next(previous: number): number;
}

/** Doubling without end (Timer A: INVITE requests). */
export const doubling = (first: number): Backoff => ({ first, next: (previous) => previous * 2 });

/** Doubling up to T2 (Timers E and G, 2xx waiting for their ACK). */
export const doublingUpTo = (first: number, most: number): Backoff => ({ first, next: (previous) => Math.min(previous * 2, most) });

/** Run `again` after each pause until stopped. Returns the stop function. */
export function repeat(clock: Clock, backoff: Backoff, again: () => void): () => void {
  let pause = backoff.first;
  let timer: Timer | undefined;
  const next = (): void => {
    timer = clock.setTimeout(() => {
      pause = backoff.next(pause);
      next();
      again();
    }, pause);
  };
  next();
  return () => {
    clock.clearTimeout(timer);
    timer = undefined;
  };
}
