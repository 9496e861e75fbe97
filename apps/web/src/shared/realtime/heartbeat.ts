export interface HeartbeatPorts {
  /** Sends one beat; resolves with the server's time (ms since epoch), rejects when no answer came in time. */
  beat(timeoutMs: number): Promise<number>;
  /** The connection looks open but is not: drop it and connect again. */
  onDead(): void;
  onSample(sentAt: number, ackedAt: number, serverMs: number): void;
  now(): number;
  intervalMs: number;
}

/**
 * Finds half-open connections: called every `intervalMs`, it beats; without an answer within two intervals the connection is dead. A
 * call that comes much too late means that the machine slept, then the proof must come at once.
 */
export function createHeartbeat(ports: HeartbeatPorts) {
  let lastTick = ports.now();
  let generation = 0;

  async function beat(timeoutMs: number): Promise<void> {
    const mine = generation;
    const sentAt = ports.now();
    try {
      const serverMs = await ports.beat(timeoutMs);
      if (mine === generation) ports.onSample(sentAt, ports.now(), serverMs);
    } catch {
      if (mine !== generation) return;
      generation++;
      ports.onDead();
    }
  }

  return {
    tick(): Promise<void> {
      const slept = ports.now() - lastTick > ports.intervalMs * 3;
      lastTick = ports.now();
      return beat(slept ? ports.intervalMs / 2 : ports.intervalMs * 2);
    },
    /** The network or the page came back: prove the connection now. */
    prove: (): Promise<void> => beat(ports.intervalMs / 2),
    /** A new connection: answers to older beats no longer matter. */
    reset(): void {
      generation++;
      lastTick = ports.now();
    },
  };
}
