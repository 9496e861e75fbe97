/**
 * The server's clock as seen from here: timers count from the server's timestamps, so this machine's clock may be wrong. The sample
 * with the shortest way wins for a while, since half of its round trip bounds the error.
 */
export function createClock(now: () => number = Date.now) {
  let offset = 0;
  let best: { rtt: number; at: number } | null = null;
  return {
    /** One heartbeat: sent and acknowledged in local ms, the server's ms in between. */
    sample(sentAt: number, ackedAt: number, serverMs: number): void {
      const rtt = ackedAt - sentAt;
      if (best && rtt > best.rtt && ackedAt - best.at < 60_000) return;
      best = { rtt, at: ackedAt };
      offset = serverMs + rtt / 2 - ackedAt;
    },
    /** The server's time now, ms since epoch. */
    now: (): number => now() + offset,
  };
}

export const serverClock = createClock();
