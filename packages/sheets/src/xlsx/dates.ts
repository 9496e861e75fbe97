const DAY_MS = 86_400_000;
/** Days from 1899-12-31 to 1970-01-01, and from it to the first day of books that count from 1904. */
const [TO_1970, TO_1904] = [25_568, 1_462];
/** 31 December 9999, the last day that Excel shows. */
const LAST_DAY = 2_958_465;

/** Formats that show dates or times without being written down in the workbook (ECMA-376-1, 18.8.30, with the East Asian ones). */
const isBuiltIn = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Whether a number format shows a date or a time. `[h]:mm` shows a span of time: a number. */
export function showsDate(id: number, code: string | undefined): boolean {
  if (code === undefined) return isBuiltIn(id) && id !== 46;
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, "");
  if (/\[(h+|m+|s+)\]/i.test(bare)) return false;
  return /[ymdhs]|上午|下午/i.test((bare.replace(/\[[^\]]*\]/g, "").split(";")[0] ?? "").replace(/general|e[+-]/gi, ""));
}

/** A serial number of days as a date, a date with time, or a time alone. Null outside of what Excel shows as a date. */
export function dateOfSerial(serial: number, is1904: boolean): string | null {
  if (!Number.isFinite(serial)) return null;
  // To the second: halves of one come from the binary fraction.
  const seconds = Math.round((serial - Math.floor(serial)) * 86_400);
  const whole = Math.floor(serial) + (seconds === 86_400 ? 1 : 0);
  const time = clock(seconds % 86_400);
  let days = is1904 ? whole + TO_1904 : whole;
  if (days < 0 || days > LAST_DAY) return null;
  if (whole === 0 && !is1904) return time;
  // Excel counts 29 February 1900, which never was: all days before it are one later than they seem.
  if (days > 60) days--;
  const day = new Date((days - TO_1970) * DAY_MS).toISOString().slice(0, 10);
  return seconds % 86_400 === 0 ? day : `${day}T${time}`;
}

const clock = (seconds: number): string => {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
};

/** A cell that holds its date as text (`t="d"`, strict books), in the form of `dateOfSerial`. */
export function dateOfText(text: string): string | null {
  const found = /^(\d{4}-\d{2}-\d{2})?T?(\d{2}:\d{2}(?::\d{2})?)?(?:\.\d+)?Z?$/.exec(text.trim());
  if (!found || (!found[1] && !found[2])) return null;
  const time = found[2] && (found[2].length === 5 ? `${found[2]}:00` : found[2]);
  if (!found[1]) return time ?? null;
  return !time || time === "00:00:00" ? found[1] : `${found[1]}T${time}`;
}
