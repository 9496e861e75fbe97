/**
 * Wall-clock time of IANA zones by Intl alone. A "wall" is a number of milliseconds as if the wall clock stood in UTC:
 * `Date.UTC(2024, 2, 31, 2, 30)` is 02:30 on that day, wherever.
 */

const MINUTE = 60_000;
const DAY = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", calendar: "iso8601", numberingSystem: "latn", ...parts });
    formats.set(zone, format);
  }
  return format;
}

/** The wall clock of `zone` at an instant (both ms). */
export function wallAt(zone: string, instant: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(instant)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((instant % 1000) + 1000) % 1000);
}

/**
 * The first instant at which the clock of `zone` shows `wall`. When the clock jumps over it (summer time begins), the instant of the
 * jump; when it shows it twice, the first time.
 */
export function instantOf(zone: string, wall: number): number {
  const offset = (at: number) => wallAt(zone, at) - at;
  const before = offset(wall - DAY);
  const after = offset(wall + DAY);
  const candidates = [wall - before, wall - after].filter((instant) => wallAt(zone, instant) === wall);
  if (candidates.length > 0) return Math.min(...candidates);
  let low = wall - Math.max(before, after);
  let high = wall - Math.min(before, after);
  while (high - low > MINUTE / 60) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle) === after) high = middle;
    else low = middle;
  }
  return Math.round(high / MINUTE) * MINUTE;
}
