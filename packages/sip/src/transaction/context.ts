import type { Clock } from "../clock.ts";
import type { Flow } from "../transport/flow.ts";
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
  send(text: string, flow: Flow, failed: (error: Error) => void): void;
  /** Called once, when the transaction ends and must be forgotten. */
  ended(key: string): void;
}

/** Why a request got no final response. */
export type Lost = "timeout" | "transport";
