import { type Database, prepared, type SqlReader } from "../db/client.ts";

/** The last due time of a line; a line that is new begins at `now`. */
export async function lastDueOf(db: Database, name: string, now: Date): Promise<Date> {
  const [row] = await db.prisma.$queryRaw<{ dueAt: Date }[]>(prepared`
    WITH added AS (INSERT INTO job_cron (name, due_at) VALUES (${name}, ${now}) ON CONFLICT DO NOTHING RETURNING due_at)
    SELECT due_at AS "dueAt" FROM job_cron WHERE name = ${name} UNION ALL SELECT due_at FROM added`);
  return row?.dueAt ?? now;
}

/** Moves a line on to this due time; false when another process did. */
export async function moveCron(rows: SqlReader, name: string, dueAt: Date): Promise<boolean> {
  return (await rows.$executeRaw(prepared`UPDATE job_cron SET due_at = ${dueAt} WHERE name = ${name} AND due_at < ${dueAt}`)) === 1;
}
