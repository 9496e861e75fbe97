import type { Logger } from "pino";
import type { Database } from "../db/client.ts";
import { type EventRow, readEvents } from "../db/events.repo.ts";
import { listen } from "../db/listen.ts";

/**
 * Hears of committed events from every api process (NOTIFY in commit order) and hands them on in batches: while one batch is being pushed the next
 * gathers. Losing the connection may lose news, so `onGap` is told after it is back.
 */
export interface Relay {
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createRelay(db: Database, log: Logger, onEvents: (events: EventRow[]) => Promise<void>, onGap: () => void): Relay {
  let stopListening: (() => Promise<void>) | undefined;
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

  return {
    async start() {
      const heard = (payload: string): void => {
        pending.push(...payload.split(",").filter(Boolean));
        setImmediate(() => void flush());
      };
      stopListening = await listen(db, "event", heard, onGap);
    },
    async stop() {
      await stopListening?.();
    },
  };
}
