import { z } from "zod";
import type { StateTable } from "../kernel/state-table.ts";

export const CALL_STATES = ["in_ivr", "queued", "ringing", "dialing", "alerting", "talking", "held", "ended"] as const;
export const callState = z.enum(CALL_STATES);
export type CallState = z.infer<typeof callState>;
export type CallEvent = "queue" | "return_to_ivr" | "offer" | "requeue" | "answer" | "alert" | "hold" | "resume" | "end";

/**
 * ```
 *  inbound   in_ivr ──queue──▶ queued ──offer──▶ ringing ──answer──▶ talking ◀──resume── held
 *              ▲                │  ▲                │                   │  └────hold─────▶ │
 *              └─return_to_ivr──┘  └────requeue─────┘                   │ end              │ end
 *  outbound  dialing ──alert──▶ alerting ──answer──▶ talking            ▼                  ▼
 *                └───────────answer───────────▲                       ended ◀── end from every state
 * ```
 */
export const CALL_TABLE: StateTable<CallState, CallEvent> = {
  in_ivr: { queue: "queued", end: "ended" },
  queued: { offer: "ringing", return_to_ivr: "in_ivr", end: "ended" },
  ringing: { answer: "talking", requeue: "queued", end: "ended" },
  dialing: { alert: "alerting", answer: "talking", end: "ended" },
  alerting: { alert: "alerting", answer: "talking", end: "ended" },
  talking: { hold: "held", end: "ended" },
  held: { resume: "talking", end: "ended" },
  ended: {},
};
