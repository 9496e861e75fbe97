import type { RecordedEvent } from "@cloverdesk/contracts";
import type { Logger } from "pino";
import type { Database, Recorded } from "../db/client.ts";
import { lastEventSeq, readEvents, seqsAfter } from "../db/events.repo.ts";
import { listen } from "../db/listen.ts";

/** How often a relay looks itself for events that nobody announced: a process died between commit and NOTIFY. */
const LOOK_MS = 2_000;

/**
 * Hears of committed events and hands them on: while those of other processes are read the next gather. Its own process tells what it committed
 * itself, the others by NOTIFY. Losing the connection may lose news, so `onGap` is told after it is back.
 */
export interface Relay {
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createRelay(db: Database, log: Logger, onEvents: (events: RecordedEvent[]) => void, onGap: () => void): Relay {
  let stopListening: (() => Promise<void>) | undefined;
  let pending: RecordedEvent[] = [];
  /** Numbers of events of other processes, which are still to be read. */
  let announced: string[] = [];
  let flushing = false;
  let look: NodeJS.Timeout | undefined;
  /** Events up to `settled` were there at the last look but one; `heard` are those after it that were handed on. */
  let settled = 0n;
  let before = 0n;
  let heard = new Set<string>();

  const hearOwn = ({ events }: Recorded): void => {
    if (events.length === 0) return;
    for (const { seq } of events) heard.add(String(seq));
    pending.push(...events);
    setImmediate(() => void flush());
  };
  function hear(seqs: string[]): void {
    const news = seqs.filter((seq) => !heard.has(seq));
    if (news.length === 0) return;
    for (const seq of news) heard.add(seq);
    announced.push(...news);
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
    while (pending.length + announced.length > 0) {
      const [own, seqs] = [pending, announced];
      pending = [];
      announced = [];
      try {
        onEvents(seqs.length > 0 ? [...own, ...(await readEvents(db, seqs))] : own);
      } catch (error) {
        log.warn({ err: error }, "events of other processes not read, pages will fetch again");
        onGap();
      }
    }
    flushing = false;
  }

  return {
    async start() {
      before = settled = await lastEventSeq(db);
      stopListening = await listen(db, "event", (payload) => hear(payload.split(",").filter(Boolean)), onGap);
      db.afterCommit.add(hearOwn);
      look = setInterval(() => void lookForUnannounced().catch(() => {}), LOOK_MS);
    },
    async stop() {
      clearInterval(look);
      db.afterCommit.delete(hearOwn);
      await stopListening?.();
    },
  };
}
