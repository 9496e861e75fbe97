import type { BusinessHours } from "@cloverdesk/contracts";

export const UNITS = ["minutes", "hours", "days"] as const;
export type Unit = (typeof UNITS)[number];

const DAY = 1_440;

/** Minutes of working time in a day: of an open weekday on average, the whole day without hours. */
export function dayMinutes(hours: BusinessHours | null): number {
  if (!hours) return DAY;
  const minutesOf = ({ from, to }: { from: string; to: string }): number => {
    const length = clockMinutes(to) - clockMinutes(from);
    return length > 0 ? length : length + DAY;
  };
  const open = new Set(hours.weekly.flatMap(({ days }) => days));
  const sum = hours.weekly.reduce((minutes, window) => minutes + minutesOf(window) * window.days.length, 0);
  return open.size > 0 ? Math.max(1, Math.round(sum / open.size)) : DAY;
}

function clockMinutes(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

const lengthOf = (unit: Unit, day: number): number => ({ minutes: 1, hours: 60, days: day })[unit];

/** A span in the largest unit that it is a whole number of; 0 is in minutes. */
export function spanOf(minutes: number, day: number): { amount: number; unit: Unit } {
  const unit = [...UNITS].reverse().find((each) => minutes > 0 && minutes % lengthOf(each, day) === 0) ?? "minutes";
  return { amount: minutes / lengthOf(unit, day), unit };
}

/**
 * What somebody wants to be warned before. A limit that is shorter for a while (another unit is chosen first, then the amount) cuts the warning short,
 * but what was `wished` comes back when the limit grows; a warning that was set by other means is itself the wish.
 */
export const wishedWarning = ({ minutes, warnMinutes }: { minutes: number; warnMinutes: number }, wished: number): number =>
  warnMinutes === Math.min(wished, minutes) ? wished : warnMinutes;

/** Back to whole minutes. */
export const minutesOf = (amount: number, unit: Unit, day: number): number => Math.round(amount * lengthOf(unit, day));

/** A span in a unit that was chosen, with at most two digits behind the point. */
export const amountIn = (minutes: number, unit: Unit, day: number): number => Math.round((minutes / lengthOf(unit, day)) * 100) / 100;
