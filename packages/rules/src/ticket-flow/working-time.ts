import type { BusinessHours } from "@cloverdesk/contracts";
import { openSpans } from "../business-hours.ts";

/** The moment at which `ms` of working time have passed since `from`; null when it stays closed for 400 days, or ten years are not enough. Without hours time never rests. */
export function afterWorkingTime(hours: BusinessHours | null, from: Date, ms: number): Date | null {
  if (!hours) return new Date(from.getTime() + ms);
  let left = ms;
  let at = from.getTime();
  for (const span of openSpans(hours, from)) {
    const opens = Math.max(span.opens, at);
    if (opens >= span.closes) continue;
    if (opens + left <= span.closes) return new Date(opens + left);
    left -= span.closes - opens;
    at = span.closes;
  }
  return null;
}

/** Working time from `from` to `to` in ms; 0 when `to` is not later. */
export function workingTime(hours: BusinessHours | null, from: Date, to: Date): number {
  if (to <= from) return 0;
  if (!hours) return to.getTime() - from.getTime();
  let sum = 0;
  let at = from.getTime();
  for (const span of openSpans(hours, from)) {
    if (span.opens >= to.getTime()) break;
    const opens = Math.max(span.opens, at);
    const closes = Math.min(span.closes, to.getTime());
    if (closes <= opens) continue;
    sum += closes - opens;
    at = closes;
  }
  return sum;
}
