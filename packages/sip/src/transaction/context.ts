import type { Clock } from "../clock.ts";
import type { Failed, Flow } from "../transport/flow.ts";
import type { TransactionTimers } from "./timers.ts";

export interface TransactionCounters {
  /** Messages that we sent again because no answer came. */
  retransmitted: number;
  /** Requests that came again and were answered from memory. */
  duplicates: number;
  /** Responses that belong to no transaction. */
  stray: number;
  /** Requests given up for want of an answer. */
  timeouts: number;
}

/** What every transaction needs from the layer that holds it. */
export interface TransactionContext {
  readonly clock: Clock;
  readonly timers: TransactionTimers;
  readonly counters: TransactionCounters;
  /** These three as in {@link Transport}. */
  send(text: string, flow: Flow, failed?: Failed): void;
  answered(failed: Failed): void;
  unanswered(failed: Failed): void;
  /** Called once, when the transaction ends and must be forgotten. */
  ended(key: string): void;
}

/** Why a request got no final response. */
export type Lost = "timeout" | "transport";
