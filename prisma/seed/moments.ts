import type { Chance } from "./chance.ts";

const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;
/** Calls by hour of the day, 0–23: two peaks, a quiet noon, hardly any at night. */
const BY_HOUR = [1, 1, 0, 0, 0, 1, 2, 6, 22, 62, 78, 70, 44, 48, 66, 72, 64, 52, 40, 36, 30, 20, 9, 3];
/** Monday is the busiest day. */
const BY_WEEKDAY = [0.55, 1.3, 1.1, 1, 1, 1.05, 0.7];

/** Midnight in Shanghai at the beginning of the day that `now` falls on. */
export const midnightBefore = (now: Date): number => Math.floor((now.getTime() + SHANGHAI_MS) / DAY_MS) * DAY_MS - SHANGHAI_MS;

/** `count` moments on the `days` days before today, in order, distributed as people call. */
export function callMoments(luck: Chance, now: Date, days: number, count: number): number[] {
  const today = midnightBefore(now);
  const weights = Object.fromEntries(
    Array.from({ length: days }, (_, i) => {
      const midnight = today - (i + 1) * DAY_MS;
      return [String(midnight), BY_WEEKDAY[new Date(midnight + SHANGHAI_MS).getUTCDay()]!];
    }),
  );
  const hours = Object.fromEntries(BY_HOUR.map((weight, hour) => [String(hour), weight]));
  const moments = Array.from(
    { length: count },
    () => Number(luck.weighted(weights)) + Number(luck.weighted(hours)) * 3_600_000 + luck.whole(0, 3_599_999),
  );
  return moments.sort((a, b) => a - b);
}
