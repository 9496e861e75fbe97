import { z } from "zod";
import type { StateTable } from "../../kernel/state-table.ts";

export const CALLBACK_STATES = ["open", "done", "cancelled"] as const;
export const callbackState = z.enum(CALLBACK_STATES);
export type CallbackState = z.infer<typeof callbackState>;
export type CallbackEvent = "move" | "finish" | "cancel";

/**
 * A call that was promised to a customer.
 * ```
 *  open ──finish──▶ done         called, or reached in another way
 *   │ ▲
 *   │ └─move  another time
 *   └──cancel──▶ cancelled      by a person, or because its ticket was closed or is no longer to be called
 * ```
 * Whether it is due follows from its time: no state, so nothing has to happen for it.
 */
export const CALLBACK_TABLE: StateTable<CallbackState, CallbackEvent> = {
  open: { move: "open", finish: "done", cancel: "cancelled" },
  done: {},
  cancelled: {},
};
