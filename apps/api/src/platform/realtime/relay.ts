import type { Logger } from "pino";
import type { Database } from "../db/client.ts";
import { type EventRow, lastEventSeq, readEvents, seqsAfter } from "../db/events.repo.ts";
import { listen } from "../db/listen.ts";

/** How often a relay looks itself for events that nobody announced: a process died between commit and NOTIFY. */
const LOOK_MS = 2_000;

/**
 * Hears of committed events from every api process (NOTIFY) and hands them on in batches: while one batch is being pushed the next
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
  let look: NodeJS.Timeout | undefined;
  /** Events up to `settled` were there at the last look but one; `heard` are those after it that were handed on. */
  let settled = 0n;
  let before = 0n;
  let heard = new Set<string>();

  function hear(seqs: string[]): void {
    for (const seq of seqs) heard.add(seq);
    pending.push(...seqs);
    setImmediate(() => void flush());
  }

  async function lookForUnannounced(): Promise<void> {
    const seqs = await seqsAfter(db, settled);
    const missed = seqs.filter((seq) => !heard.has(seq) && BigInt(seq) <= before);
    settled = before;
    heard = new Set([...heard].filter((seq) => BigInt(seq) > settled));
    before = BigInt(seqs.at(-1) ?? before);
    if (missed.length > 0) hear(missed);
  }

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
      before = settled = await lastEventSeq(db);
      stopListening = await listen(db, "event", (payload) => hear(payload.split(",").filter(Boolean)), onGap);
      look = setInterval(() => void lookForUnannounced().catch(() => {}), LOOK_MS);
    },
    async stop() {
      clearInterval(look);
      await stopListening?.();
    },
  };
}
