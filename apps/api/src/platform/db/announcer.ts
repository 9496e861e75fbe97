import type { SqlReader } from "./direct.ts";

/** So many numbers fit into one NOTIFY (8000 octets). */
const MOST = 400;

/**
 * Tells every api process the numbers of committed events, those of all transactions that end together in one NOTIFY. It comes after their commits
 * and not with them: PostgreSQL lets one notifying transaction commit at a time, and waits for the disk meanwhile, which would make a queue of all
 * changes. What a process that dies in between does not announce is found by the relays' own look (events.repo).
 */
export function createAnnouncer(rows: SqlReader): (seqs: string[]) => void {
  const waiting: string[] = [];
  let sending = false;

  async function send(): Promise<void> {
    while (waiting.length > 0) {
      const payload = waiting.splice(0, MOST).join(",");
      await rows.$executeRaw`SELECT pg_notify('event', ${payload})`.catch(() => {});
    }
    sending = false;
  }
  return (seqs) => {
    waiting.push(...seqs);
    if (sending || waiting.length === 0) return;
    sending = true;
    setImmediate(() => void send());
  };
}
