import type { SqlReader } from "../../platform/db/client.ts";

/** Begin of the first of the last `days` days, today included, in the enterprise's time zone. */
export async function beginOfDays(reader: SqlReader, now: Date, days: number): Promise<{ at: Date; timeZone: string }> {
  const [row] = await reader.$queryRaw<[{ at: Date; timeZone: string }]>`
    SELECT ((${now}::timestamptz AT TIME ZONE e.time_zone)::date - (${days - 1})::int)::timestamp AT TIME ZONE e.time_zone AS at, e.time_zone AS "timeZone"
    FROM enterprise_ref e`;
  return row;
}
