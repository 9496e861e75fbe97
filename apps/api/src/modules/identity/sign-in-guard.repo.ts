import { type Database, Prisma } from "../../platform/db/client.ts";
import { countAttempt, type GuardRule, type GuardState, lockedAt } from "./sign-in-guard.ts";

/** What is being tried, each under its rule: `name:…`, `address:…`, `link:…`. */
export type GuardedKeys = Record<string, GuardRule>;

/** Counts one attempt under every key, or answers until when to wait and counts nothing. Attempts at once queue up at the rows. */
export async function takeAttempt(db: Database, keys: GuardedKeys, at: Date): Promise<Date | null> {
  const names = Object.keys(keys).sort();
  return db.inTransaction(async (rows) => {
    await rows.$executeRaw`
      INSERT INTO sign_in_guard (key, attempts, last_at) SELECT key, 0, ${at} FROM unnest(${names}::text[]) AS key ON CONFLICT DO NOTHING`;
    const states = await rows.$queryRaw<({ key: string } & GuardState)[]>`
      SELECT key, attempts, locked_until AS "lockedUntil", last_at AS "lastAt" FROM sign_in_guard
      WHERE key = ANY(${names}::text[]) ORDER BY key FOR UPDATE`;
    const waits = states.flatMap((state) => lockedAt(state, at) ?? []);
    if (waits.length > 0) return new Date(Math.max(...waits.map((wait) => wait.getTime())));
    const counted = states.map((state) => ({ key: state.key, ...countAttempt(state, keys[state.key]!, at) }));
    await rows.$executeRaw`
      UPDATE sign_in_guard g SET attempts = n.attempts, locked_until = n."lockedUntil", last_at = n."lastAt"
      FROM jsonb_to_recordset(${JSON.stringify(counted)}::jsonb) AS n(key text, attempts int, "lockedUntil" timestamptz, "lastAt" timestamptz)
      WHERE g.key = n.key`;
    return null;
  });
}

/** The attempt succeeded: `forget` starts anew, `takeBack` only undoes this one attempt (others behind the same address still count). */
export async function attemptSucceeded(db: Database, forget: string[], takeBack: string[]): Promise<void> {
  await db.prisma.$executeRaw(Prisma.sql`
    WITH gone AS (DELETE FROM sign_in_guard WHERE key = ANY(${forget}::text[]))
    UPDATE sign_in_guard SET attempts = GREATEST(attempts - 1, 0), locked_until = NULL WHERE key = ANY(${takeBack}::text[])`);
}

export async function forgetOldAttempts(db: Database, before: Date): Promise<void> {
  await db.prisma.signInGuard.deleteMany({ where: { lastAt: { lt: before } } });
}
