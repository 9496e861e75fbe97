import type { BusinessHours } from "@cloverdesk/contracts";
import { instantOf, wallAt } from "./time-zone.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** How far ahead an opening is searched for: holiday calendars cover one year. */
const HORIZON_DAYS = 400;
/** What has not come in ten years of opening hours is not waited for. */
const FARTHEST_DAYS = 3_660;

/** An open time, from `opens` up to, but not including, `closes` (ms since the epoch). */
export interface Span {
  opens: number;
  closes: number;
}

/** `08:30` in milliseconds after midnight. */
function clockMs(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return (hours * 60 + minutes) * MINUTE;
}

/** The open spans (instants) that begin on one day, given by its midnight on the wall clock. */
function spansOf(hours: BusinessHours, midnight: number): Span[] {
  const date = new Date(midnight).toISOString().slice(0, 10);
  const weekday = new Date(midnight).getUTCDay() || 7;
  const holiday = hours.holidays.find((h) => h.date === date);
  const windows = holiday ? (holiday.open ?? []) : hours.weekly.filter((w) => w.days.includes(weekday));
  return windows.map(({ from, to }) => {
    const opens = midnight + clockMs(from);
    const closes = midnight + clockMs(to);
    return { opens: instantOf(hours.timezone, opens), closes: instantOf(hours.timezone, closes > opens ? closes : closes + DAY) };
  });
}

/** Midnight (on the wall clock) of the day that `at` falls on. */
function midnightOf(hours: BusinessHours, at: Date): number {
  return Math.floor(wallAt(hours.timezone, at.getTime()) / DAY) * DAY;
}

/** The open spans that end after `at`, in order, day by day; those of one day may touch or overlap. Ends when it stays closed for 400 days, or after ten years. */
export function* openSpans(hours: BusinessHours, at: Date): Generator<Span> {
  const today = midnightOf(hours, at);
  let lastOpen = 0;
  for (let day = -1; day <= Math.min(lastOpen + HORIZON_DAYS, FARTHEST_DAYS); day++) {
    const spans = spansOf(hours, today + day * DAY).filter((span) => span.closes > at.getTime() && span.opens < span.closes);
    if (spans.length > 0) lastOpen = day;
    yield* spans.sort((a, b) => a.opens - b.opens);
  }
}

/** Whether the hotline is served at this moment. */
export function isOpen(hours: BusinessHours, at: Date): boolean {
  const today = midnightOf(hours, at);
  return [today - DAY, today].some((day) => spansOf(hours, day).some((s) => s.opens <= at.getTime() && at.getTime() < s.closes));
}

/** The first moment from `at` on at which it is open: `at` itself when it is open already, null when it stays closed for 400 days. */
export function nextOpening(hours: BusinessHours, at: Date): Date | null {
  if (isOpen(hours, at)) return at;
  const today = midnightOf(hours, at);
  for (let day = 0; day <= HORIZON_DAYS; day++) {
    const openings = spansOf(hours, today + day * DAY).filter((s) => s.opens >= at.getTime() && s.opens < s.closes);
    if (openings.length > 0) return new Date(Math.min(...openings.map((s) => s.opens)));
  }
  return null;
}
