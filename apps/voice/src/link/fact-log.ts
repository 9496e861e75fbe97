import type { FactBody, VoiceFact } from "@cloverdesk/contracts";
import type { Clock } from "@cloverdesk/sip";

/** What happened and was not acknowledged yet: per call in order, numbered from 1, said again until somebody has it. */
export interface FactLog {
  /** Notes a fact and says it. `acknowledged` runs once, when it is safe with an api. */
  say(callId: string, fact: FactBody, acknowledged?: () => void): void;
  acknowledge(callId: string, seq: number): void;
  /** Says everything unacknowledged again, in order: somebody else listens now. */
  repeatAll(): void;
  /** Whether a call has facts that nobody acknowledged. */
  hasOpen(callId: string): boolean;
  /** Whether a call has arrived and no api acknowledged that: none can know it yet. */
  isUnheardOf(callId: string): boolean;
  readonly open: number;
  stop(): void;
}

interface Entry {
  readonly message: VoiceFact;
  saidAt: number;
  readonly acknowledged: (() => void) | undefined;
}
interface CallFacts {
  lastSeq: number;
  ended: boolean;
  readonly entries: Map<number, Entry>;
}

/** An acknowledgement follows a transaction; one that takes longer than this got lost or failed. */
const REPEAT_AFTER_MS = 2000;
const LOOK_EVERY_MS = 500;

/**
 * @param tell sends to the api that listens now; false when there is none.
 * @param wall for `at`.
 */
export function createFactLog(clock: Clock, tell: (fact: VoiceFact) => boolean, wall: () => Date = () => new Date()): FactLog {
  const calls = new Map<string, CallFacts>();
  let timer = clock.setTimeout(look, LOOK_EVERY_MS);

  const say = (entry: Entry): void => {
    if (tell(entry.message)) entry.saidAt = clock.now();
  };

  /** The oldest unacknowledged fact and all after it: the listener takes them only in order. */
  function look(): void {
    const due = clock.now() - REPEAT_AFTER_MS;
    for (const { entries } of calls.values()) {
      const [oldest] = entries.values();
      if (oldest && oldest.saidAt <= due) for (const entry of entries.values()) say(entry);
    }
    timer = clock.setTimeout(look, LOOK_EVERY_MS);
  }

  return {
    say(callId, fact, acknowledged) {
      const call = calls.get(callId) ?? { lastSeq: 0, ended: false, entries: new Map<number, Entry>() };
      calls.set(callId, call);
      call.ended ||= fact.name === "session.ended";
      const message = { callId, seq: ++call.lastSeq, at: wall().toISOString(), fact };
      const entry = { message, saidAt: Number.NEGATIVE_INFINITY, acknowledged };
      call.entries.set(message.seq, entry);
      say(entry);
    },
    acknowledge(callId, seq) {
      const call = calls.get(callId);
      const entry = call?.entries.get(seq);
      if (!call || !entry) return;
      call.entries.delete(seq);
      if (call.ended && call.entries.size === 0) calls.delete(callId);
      entry.acknowledged?.();
    },
    repeatAll() {
      for (const { entries } of calls.values()) for (const entry of entries.values()) say(entry);
    },
    hasOpen: (callId) => (calls.get(callId)?.entries.size ?? 0) > 0,
    isUnheardOf: (callId) => calls.get(callId)?.entries.get(1)?.message.fact.name === "call.arrived",
    get open() {
      return [...calls.values()].reduce((sum, { entries }) => sum + entries.size, 0);
    },
    stop: () => clock.clearTimeout(timer),
  };
}
