import { z } from "zod";
import type { StateTable } from "../kernel/state-table.ts";

export const CALL_STATES = ["in_ivr", "queued", "ringing", "dialing", "alerting", "talking", "held", "ended"] as const;
export const callState = z.enum(CALL_STATES);
export type CallState = z.infer<typeof callState>;
export type CallEvent = "queue" | "return_to_ivr" | "offer" | "requeue" | "answer" | "alert" | "hold" | "resume" | "end";

/**
 * The customer's side of a call. What each agent does in it is a part (PART_TABLE).
 * ```
 *  inbound   in_ivr ──queue──▶ queued ──offer──▶ ringing ──answer──▶ talking ◀──resume── held
 *              ▲                │  ▲                │                   │  └────hold─────▶ │
 *              └─return_to_ivr──┘  └────requeue─────┘                   │ end              │ end
 *  outbound  dialing ──alert──▶ alerting ──answer──▶ talking            ▼                  ▼
 *                └───────────answer───────────▲                       ended ◀── end from every state
 * ```
 * `requeue` also leads from `talking` and `held` to `queued`: the agent's page was lost, and the caller waits for another agent.
 */
export const CALL_TABLE: StateTable<CallState, CallEvent> = {
  in_ivr: { queue: "queued", end: "ended" },
  queued: { offer: "ringing", return_to_ivr: "in_ivr", end: "ended" },
  ringing: { answer: "talking", requeue: "queued", end: "ended" },
  dialing: { alert: "alerting", answer: "talking", end: "ended" },
  alerting: { alert: "alerting", answer: "talking", end: "ended" },
  talking: { hold: "held", requeue: "queued", end: "ended" },
  held: { resume: "talking", requeue: "queued", end: "ended" },
  ended: {},
};

export const PART_STATES = ["ringing", "dialing", "talking", "holding", "ended"] as const;
export const partState = z.enum(PART_STATES);
export type PartState = z.infer<typeof partState>;
export type PartEvent = "answer" | "hold" | "resume" | "miss" | "withdraw" | "end";

/**
 * One party's side of a call, beside the customer's (CALL_TABLE). A part begins when its party is rung (`ringing`) or calls out (`dialing`), and it
 * ends for good: a party that is rung again gets a new part.
 * ```
 *  ringing ──answer──▶ talking ──hold──▶ holding
 *  dialing ──answer──▶    │    ◀─resume─    │
 *     │                   │ end             │ end
 *     │ end               ▼                 │
 *     └───────────────▶ ended ◀─────────────┘
 *  ringing ──miss──▶ ended      the ring time is over
 *  ringing ──withdraw──▶ ended  the call went away, or the party's page did
 * ```
 * `dialing` ends with `answer` when the customer answers. Wrap-up comes after the part and is a state of the agent (AGENT_TABLE).
 */
export const PART_TABLE: StateTable<PartState, PartEvent> = {
  ringing: { answer: "talking", miss: "ended", withdraw: "ended" },
  dialing: { answer: "talking", end: "ended" },
  talking: { hold: "holding", end: "ended" },
  holding: { resume: "talking", end: "ended" },
  ended: {},
};
