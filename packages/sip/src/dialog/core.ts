import type { DeadTargets } from "../agent/dead-targets.ts";
import type { Clock } from "../clock.ts";
import type { Uri } from "../message/uri.ts";
import type { TransactionLayer } from "../transaction/layer.ts";
import type { Flow, Protocol } from "../transport/flow.ts";
import type { Call } from "./call.ts";

export interface CallCounters {
  /** INVITEs that became calls. */
  incoming: number;
  outgoing: number;
  answered: number;
  /** Ended without an answer, for whatever reason. */
  unanswered: number;
}

/** What calls need from their user agent. */
export interface AgentCore {
  readonly clock: Clock;
  readonly transactions: TransactionLayer;
  readonly counters: CallCounters;
  /** Product name for User-Agent and Server. */
  readonly product: string;
  /** Seconds; 0 switches our own session timers off. */
  readonly sessionExpires: number;
  readonly minSessionExpires: number;
  /** 0 ≤ x < 1. */
  random(): number;
  /** Our Contact for peers reached over this protocol. */
  contact(protocol: Protocol): string;
  /** Addresses that do not answer; see {@link DeadTargets}. */
  readonly targets: Pick<DeadTargets, "isDead" | "slowed" | "failed" | "heard">;
  locate(uri: Uri): Flow[] | Promise<Flow[]>;
  /** Route requests of this dialog to the call until it is released. */
  adopt(call: Call): void;
  release(call: Call): void;
  /** An error thrown by a listener. */
  fault(error: unknown): void;
}

/** Methods that we understand. */
export const ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, INFO, PRACK";
