import { z } from "zod";
import type { StateTable } from "../kernel/state-table.ts";

export const CALL_STATES = ["in_ivr", "queued", "ringing", "dialing", "alerting", "talking", "held", "left", "ended"] as const;
export const callState = z.enum(CALL_STATES);
export type CallState = z.infer<typeof callState>;
export type CallEvent = "queue" | "return_to_ivr" | "offer" | "requeue" | "ring" | "answer" | "alert" | "hold" | "resume" | "leave" | "end";

/**
 * The customer's side of a call. What each agent does in it is a part (PART_TABLE).
 * ```
 *  inbound   in_ivr ──queue──▶ queued ──offer──▶ ringing ──answer──▶ talking ◀──resume── held
 *              ▲                │  ▲                │                   │  └────hold─────▶ │
 *              └─return_to_ivr──┘  └────requeue─────┘                   │ end              │ end
 *  outbound  dialing ──alert──▶ alerting ──answer──▶ talking            ▼                  ▼
 *                └───────────answer───────────▲                       ended ◀── end from every state
 *  consultation   talking, held ──leave──▶ left   the customer hung up, two agents talk on
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
  talking: { hold: "held", requeue: "queued", ring: "ringing", leave: "left", end: "ended" },
  held: { resume: "talking", requeue: "queued", ring: "ringing", leave: "left", end: "ended" },
  left: { end: "ended" },
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
 * A part can also begin in `talking`: a colleague who was consulted takes the customer over (CONSULTATION_TABLE). Their consulted part ends with it.
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

export const CONSULTATION_STATES = ["ringing", "with_colleague", "with_customer", "without_customer", "ended"] as const;
export const consultationState = z.enum(CONSULTATION_STATES);
export type ConsultationState = z.infer<typeof consultationState>;

/** Everything that can happen to a consultation, by who does it or to whom it happens: the asker, the colleague, the customer, the product. */
export const CONSULTATION_EVENTS = [
  "answer",
  "swap",
  "go_back",
  "complete",
  "asker_hangs_up",
  "asker_reloads",
  "asker_away",
  "asker_lost",
  "let_ring",
  "colleague_hangs_up",
  "colleague_reloads",
  "colleague_away",
  "colleague_lost",
  "customer_hangs_up",
  "customer_silent",
  "voice_lost",
  "api_killed",
] as const;
export type ConsultationEvent = (typeof CONSULTATION_EVENTS)[number];

/**
 * An agent (the asker) asks a colleague while the customer waits with music. The state says who talks with the asker:
 * ```
 *                                  ┌──swap──▶ with_customer ──customer_hangs_up──┐
 *  ringing ──answer──▶ with_colleague ◀─swap──┘   │                               ▼
 *     │                    │ └──────────────customer_hangs_up──────────▶ without_customer
 *     ▼                    ▼                      ▼                               │
 *   ended ◀──────────────────── every other end ─────────────────────────────────┘
 *
 *                      ringing            with_colleague         with_customer          without_customer
 *  who talks           nobody             asker, colleague       asker, customer        asker, colleague
 *  who hears music     customer           customer               colleague              nobody
 *  answer              with_colleague     –                      –                      –
 *  swap                –                  with_customer          with_colleague         –
 *  go_back             ended: back        ended: back            ended: back            –
 *  complete            –                  ended: completed       ended: completed       –
 *  asker_hangs_up      ended: back        ended: back            ended: hung_up *       ended *
 *  asker_reloads       stays              stays                  stays                  stays
 *  asker_away          stays              stays                  stays                  stays
 *  asker_lost          ended: asker_gone  ended: asker_gone      ended: asker_gone      ended *
 *  let_ring            ended: missed      –                      –                      –
 *  colleague_hangs_up  –                  ended: colleague_left  ended: colleague_left  ended *
 *  colleague_reloads   ended: gone        stays                  stays                  stays
 *  colleague_away      ended: gone        stays                  stays                  stays
 *  colleague_lost      –                  ended: gone            ended: gone            ended *
 *  customer_hangs_up   ended *            without_customer       without_customer       –
 *  customer_silent     stays              stays                  stays                  –
 *  voice_lost          ended *            ended *                ended *                ended *
 *  api_killed          stays              stays                  stays                  stays
 * ```
 * `*`: the call is over with it. After `asker_gone` the customer waits first in the queue, or hears a farewell.
 * `back`, `missed`, `gone` and `colleague_left`: the customer talks with the asker again, at once. `completed`: the customer talks with the colleague, and
 * the asker is in wrap-up. `asker_hangs_up` ends the talk that the asker hears: nobody who waits with music is lost by it, and nobody is given away.
 * `let_ring`: the ring time is over. `…_away`: the page is gone, for less than the grace time; `…_lost`: for longer, which is also what a killed browser is. A
 * ring is not waited for: whom it cannot reach is `gone`. `customer_silent`: no sound came for 30 s; a telephone that vanished hangs up later, by
 * voice's own time. `api_killed`: after its commit; another process sends what is in the outbox. An event that is not in the row of a state is refused
 * there, or cannot happen.
 */
export const CONSULTATION_TABLE: StateTable<ConsultationState, ConsultationEvent> = {
  ringing: {
    answer: "with_colleague",
    go_back: "ended",
    asker_hangs_up: "ended",
    asker_reloads: "ringing",
    asker_away: "ringing",
    asker_lost: "ended",
    let_ring: "ended",
    colleague_reloads: "ended",
    colleague_away: "ended",
    customer_hangs_up: "ended",
    customer_silent: "ringing",
    voice_lost: "ended",
    api_killed: "ringing",
  },
  with_colleague: {
    swap: "with_customer",
    go_back: "ended",
    complete: "ended",
    asker_hangs_up: "ended",
    asker_reloads: "with_colleague",
    asker_away: "with_colleague",
    asker_lost: "ended",
    colleague_hangs_up: "ended",
    colleague_reloads: "with_colleague",
    colleague_away: "with_colleague",
    colleague_lost: "ended",
    customer_hangs_up: "without_customer",
    customer_silent: "with_colleague",
    voice_lost: "ended",
    api_killed: "with_colleague",
  },
  with_customer: {
    swap: "with_colleague",
    go_back: "ended",
    complete: "ended",
    asker_hangs_up: "ended",
    asker_reloads: "with_customer",
    asker_away: "with_customer",
    asker_lost: "ended",
    colleague_hangs_up: "ended",
    colleague_reloads: "with_customer",
    colleague_away: "with_customer",
    colleague_lost: "ended",
    customer_hangs_up: "without_customer",
    customer_silent: "with_customer",
    voice_lost: "ended",
    api_killed: "with_customer",
  },
  without_customer: {
    asker_hangs_up: "ended",
    asker_reloads: "without_customer",
    asker_away: "without_customer",
    asker_lost: "ended",
    colleague_hangs_up: "ended",
    colleague_reloads: "without_customer",
    colleague_away: "without_customer",
    colleague_lost: "ended",
    voice_lost: "ended",
    api_killed: "without_customer",
  },
  ended: {},
};
