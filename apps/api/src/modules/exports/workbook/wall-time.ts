import { AppError } from "../../../platform/http/app-error.ts";

const QUARTER_MS = 900_000;

/**
 * What the clock on the wall shows in a zone, as milliseconds since 1970 as if the wall were in UTC: spreadsheets know no zones. Zones change their
 * offset on a quarter of an hour, so one is asked for once per quarter. Refuses a zone that does not exist.
 */
export function wallTimeIn(timeZone: string): (at: Date) => number {
  const format = formatOf(timeZone);
  const offsets = new Map<number, number>();
  return (at) => {
    const quarter = Math.floor(at.getTime() / QUARTER_MS);
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      const shown = Date.parse(`${format.format(quarter * QUARTER_MS).replace(" ", "T")}Z`);
      offset = shown - quarter * QUARTER_MS;
      if (offsets.size > 50_000) offsets.clear();
      offsets.set(quarter, offset);
    }
    return at.getTime() + offset;
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  } catch {
    throw new AppError("request.invalid", { fields: { timeZone: "no such time zone" } });
  }
}
