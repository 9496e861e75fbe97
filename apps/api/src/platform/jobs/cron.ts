import { parseCronItem } from "graphile-worker";
import type { z } from "zod";
import type { Clock } from "../app-context.ts";
import type { Database } from "../db/client.ts";
import { sqlTransaction } from "../db/transaction.ts";
import { lastDueOf, moveCron } from "./cron.repo.ts";
import type { Job } from "./job.ts";

const MINUTE_MS = 60_000;
/** Due times further back than this were missed. */
const LOOK_BACK_MINUTES = 32 * 24 * 60;

/** Whether a minute is due. */
export type Schedule = (minute: Date) => boolean;

/** Reads five cron fields (minute, hour, day, month, day of week), in UTC. Throws when they are wrong. */
export function schedule(fields: string): Schedule {
  const { match } = parseCronItem({ task: "schedule", match: fields });
  return (at) =>
    match({ min: at.getUTCMinutes(), hour: at.getUTCHours(), date: at.getUTCDate(), month: at.getUTCMonth() + 1, dow: at.getUTCDay() });
}

/** The latest due minute after `after`, up to `now`; null when there is none. */
export function lastDue(isDue: Schedule, after: Date, now: Date): Date | null {
  let minute = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  for (let steps = 0; steps < LOOK_BACK_MINUTES && minute > after.getTime(); steps++, minute -= MINUTE_MS) {
    const at = new Date(minute);
    if (isDue(at)) return at;
  }
  return null;
}

/** Jobs that are due at fixed times. */
export interface Cron {
  add<Payload extends z.ZodType>(fields: string, job: Job<Payload>, payload: z.input<Payload>): void;
  /** Asks for the jobs of lines that are due, each due time once, by however many processes. Of several missed times only the last one counts. */
  look(): Promise<void>;
}

export function createCron(db: Database, clock: Clock): Cron {
  const lines: { isDue: Schedule; job: Job; payload: unknown; lookedAt?: number }[] = [];
  return {
    add: (fields, job, payload) => void lines.push({ isDue: schedule(fields), job, payload }),
    async look() {
      const now = clock();
      const minute = Math.floor(now.getTime() / MINUTE_MS);
      for (const line of lines.filter(({ lookedAt }) => lookedAt !== minute)) {
        const { isDue, job, payload } = line;
        const due = lastDue(isDue, await lastDueOf(db, job.name, now), now);
        if (due)
          await sqlTransaction(db, null, now, async (tx) => {
            if (await moveCron(tx.rows, job.name, due)) tx.job(job, payload);
          });
        line.lookedAt = minute;
      }
    },
  };
}
