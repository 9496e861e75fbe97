import pg from "pg";
import type { Logger } from "pino";
import type { Database } from "../db/client.ts";
import { type EventRow, readEvents } from "../db/events.repo.ts";

/**
 * Hears of committed events from every api process (NOTIFY in commit order) and hands them on in batches: while one batch is being pushed the next
 * gathers. Losing the connection may lose news, so `onGap` is told after it is back.
 */
export interface Relay {
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createRelay(db: Database, log: Logger, onEvents: (events: EventRow[]) => Promise<void>, onGap: () => void): Relay {
  let client: pg.Client | undefined;
  let stopped = false;
  let pending: string[] = [];
  let flushing = false;

  async function flush(): Promise<void> {
    if (flushing) return;
    flushing = true;
    while (pending.length > 0) {
      const seqs = pending;
      pending = [];
      try {
        await onEvents(await readEvents(db, seqs));
      } catch (error) {
        log.warn({ err: error }, "relay could not push, pages will fetch again");
        onGap();
      }
    }
    flushing = false;
  }

  async function listen(): Promise<void> {
    const fresh = new pg.Client({ connectionString: db.url, keepAlive: true });
    fresh.on("notification", (message) => {
      pending.push(...(message.payload ?? "").split(",").filter(Boolean));
      setImmediate(() => void flush());
    });
    fresh.on("error", () => void again(fresh));
    fresh.on("end", () => void again(fresh));
    await fresh.connect();
    await fresh.query("LISTEN event");
    client = fresh;
  }

  let retrying = false;
  async function again(broken: pg.Client): Promise<void> {
    if (stopped || retrying || (client && client !== broken)) return;
    retrying = true;
    client = undefined;
    while (!stopped) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      try {
        await listen();
        onGap();
        break;
      } catch {
        // PostgreSQL is not back yet
      }
    }
    retrying = false;
  }

  return {
    start: listen,
    async stop() {
      stopped = true;
      await client?.end().catch(() => {});
    },
  };
}
