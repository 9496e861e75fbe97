import type { EngineConfig } from "../engine/config.ts";
import type { MediaEngine, MediaErrorCode, MediaEvent } from "../port.ts";

/** What the pool and its worker processes say to each other, over Node's IPC channel, in order. */

/** The commands of the port that a worker carries out. */
export type EngineCommand = Exclude<keyof MediaEngine, "caps" | "onEvent" | "close">;

export type ToWorker =
  /** First, and once. */
  | { readonly kind: "start"; readonly config: EngineConfig }
  | { readonly kind: "command"; readonly id: number; readonly name: EngineCommand; readonly args: readonly unknown[] }
  /** To be answered by `pong` at once: a worker that does not is frozen. */
  | { readonly kind: "ping" }
  /** Ends all calls; the worker then goes by itself. */
  | { readonly kind: "close" };

export type FromWorker =
  /** Commands are welcome. */
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly id: number; readonly value: unknown }
  | { readonly kind: "refused"; readonly id: number; readonly code: MediaErrorCode; readonly message: string }
  | { readonly kind: "pong" }
  | { readonly kind: "event"; readonly event: MediaEvent };
