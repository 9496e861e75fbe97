import { z } from "zod";
import type { StateTable } from "../kernel/state-table.ts";

export const CALL_STATES = ["in_ivr", "queued", "ringing", "dialing", "alerting", "talking", "held", "ended"] as const;
export const callState = z.enum(CALL_STATES);
export type CallState = z.infer<typeof callState>;
export type CallEvent = "queue" | "return_to_ivr" | "offer" | "requeue" | "ring" | "answer" | "alert" | "hold" | "resume" | "end";

/**
 * The customer's side of a call. What each agent does in it is a part (PART_TABLE).
 * ```
 *  inbound   in_ivr ──queue──▶ queued ──offer──▶ ringing ──answer──▶ talking ◀──resume── held
 *              ▲                │  ▲                │                   │  └────hold─────▶ │
 *              └─return_to_ivr──┘  └────requeue─────┘                   │ end              │ end
 *  outbound  dialing ──alert──▶ alerting ──answer──▶ talking            ▼                  ▼
 *                └───────────answer───────────▲                       ended ◀── end from every state
 * ```
 * `requeue` also leads from `talking` and `held` to `queued`: the agent's page was lost, or the call was transferred to a group. `ring` leads from `talking`,
 * `held` and `ringing` to `ringing`: one person or outside number is rung without a queue, because the call was transferred there or comes back to its
 * giver.
 */
export const CALL_TABLE: StateTable<CallState, CallEvent> = {
  in_ivr: { queue: "queued", end: "ended" },
  queued: { offer: "ringing", return_to_ivr: "in_ivr", end: "ended" },
  ringing: { answer: "talking", requeue: "queued", ring: "ringing", end: "ended" },
  dialing: { alert: "alerting", answer: "talking", end: "ended" },
  alerting: { alert: "alerting", answer: "talking", end: "ended" },
  talking: { hold: "held", requeue: "queued", ring: "ringing", end: "ended" },
  held: { resume: "talking", requeue: "queued", ring: "ringing", end: "ended" },
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
 * `dialing` ends with `answer` when the customer answers, or the outside number that is dialled for a transfer. Wrap-up comes after the part and is a state
 * of the agent (AGENT_TABLE).
 */
export const PART_TABLE: StateTable<PartState, PartEvent> = {
  ringing: { answer: "talking", miss: "ended", withdraw: "ended" },
  dialing: { answer: "talking", end: "ended" },
  talking: { hold: "holding", end: "ended" },
  holding: { resume: "talking", end: "ended" },
  ended: {},
};

export const TRANSFER_STATES = ["ringing", "returning", "waiting", "taken", "returned", "ended"] as const;
export const transferState = z.enum(TRANSFER_STATES);
export type TransferState = z.infer<typeof transferState>;
export type TransferEvent = "answer" | "return" | "take_back" | "queue" | "end";

/**
 * A transfer without consultation, from the moment the giver's part ends. It begins in `ringing` when it goes to a colleague or an outside number and in
 * `waiting` when it goes to a group. The customer hears music, or the ringing of an outside number.
 * ```
 *  to a colleague   ringing ──answer──▶ taken
 *  or outside          │  └──return──▶ returning ──take_back──▶ returned
 *                      │ queue            │ queue
 *                      ▼                  │
 *  to a group       waiting ◀─────────────┘
 *                      └──answer──▶ taken
 *  end from ringing, returning and waiting ──▶ ended
 * ```
 * `return`: the colleague or the outside number did not answer, and the giver can be rung: ready, or still in wrap-up of this very call. `queue`: the giver
 * cannot be rung, or does not answer either; the customer waits at the head of the queue of the giver's group. `end`: the customer hung up, nobody is on
 * duty in that group, or the call was lost.
 */
export const TRANSFER_TABLE: StateTable<TransferState, TransferEvent> = {
  ringing: { answer: "taken", return: "returning", queue: "waiting", end: "ended" },
  returning: { take_back: "returned", queue: "waiting", end: "ended" },
  waiting: { answer: "taken", end: "ended" },
  taken: {},
  returned: {},
  ended: {},
};
