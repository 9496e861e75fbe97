import type { Clock } from "../clock.ts";
import type { DigestServerOptions } from "../digest/server.ts";
import type { RateLimitOptions } from "../guard/rate-limit.ts";
import type { TransactionTimers } from "../transaction/timers.ts";
import type { Transport } from "../transport/flow.ts";
import type { Resolver } from "../transport/locate.ts";
import type { NetworkOptions } from "../transport/network.ts";
import type { Trace } from "../transport/traced.ts";
import type { Registrar } from "./registrar.ts";

export interface UserAgentOptions extends NetworkOptions {
  /** User part of our Contact. Default `cloverdesk`. */
  user?: string;
  /** Product name in User-Agent and Server. Default `Cloverdesk`. */
  product?: string;
  /** Limit of new requests per source address. Default: none. */
  rateLimit?: RateLimitOptions;
  /** More calls than this at the same time are refused with 503. Default: no limit. */
  maxCalls?: number;
  /** Session timer that we ask for, seconds (RFC 4028). Default 1800; 0 = none. */
  sessionExpires?: number;
  /** Least session interval that we accept, seconds. Default 90. */
  minSessionExpires?: number;
  /** Ask for digest credentials on incoming INVITE and REGISTER. Default: no. */
  authentication?: DigestServerOptions;
  /** Takes REGISTER requests. Default: they are refused. */
  registrar?: Registrar;
  timers?: Partial<TransactionTimers>;
  clock?: Clock;
  /** Draws for back-off and SRV weights, 0 ≤ x < 1. */
  random?: () => number;
  resolver?: Resolver;
  /** For a trace of the signalling. What it throws is a fault, and hurts no call. */
  trace?: Trace;
  /** Replaces the sockets, in tests. */
  transport?: Transport;
}
