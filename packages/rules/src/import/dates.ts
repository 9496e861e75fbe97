const DAY_MS = 86_400_000;
/** Days from Excel's day 0 to 1970-01-01. */
const EPOCH = 25_569;

const YEAR_FIRST = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/;
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/;

/** A day that a cell holds as `YYYY-MM-DD`; null when it is none that all people read alike. */
export function readDay(text: string): string | null {
  const found = YEAR_FIRST.exec(text);
  return found ? dayOf(found[1], found[2] ?? found[4], found[3] ?? found[5]) : null;
}

/** The day that was probably meant: Excel's number of a day, or a day with the year behind where only one order is possible. */
export function guessDay(text: string): string | null {
  if (/^[234]\d{4}$/.test(text)) return new Date((Number(text) - EPOCH) * DAY_MS).toISOString().slice(0, 10);
  const [, first, second, year] = YEAR_LAST.exec(text) ?? [];
  const orders = [dayOf(year, first, second), dayOf(year, second, first)].filter((day) => day !== null);
  return new Set(orders).size === 1 ? (orders[0] ?? null) : null;
}

/** A day with a time, `2026-12-01 09:30`, as ms of a clock on the wall; `otherwise` is the time of a day alone, minutes. */
export function readWallTime(text: string, otherwise: number): number | null {
  const [, day = "", time] = /^(\S+?)(?:[T ]+(\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)(?:\.0+)?)?$/.exec(text) ?? [];
  const read = readDay(day);
  const minutes = time === undefined ? otherwise : minutesOf(time);
  return read === null || minutes === null ? null : Date.parse(`${read}T00:00:00Z`) + minutes * 60_000;
}

function minutesOf(time: string): number | null {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(/[:：]/).map(Number);
  return hours < 24 && minutes < 60 && seconds < 60 ? hours * 60 + minutes + seconds / 60 : null;
}

function dayOf(year = "", month = "", day = ""): string | null {
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${text}T00:00:00Z`);
  return year >= "1900" && !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text ? text : null;
}
