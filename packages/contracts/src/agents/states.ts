import { z } from "zod";
import type { StateTable } from "../kernel/state-table.ts";

export const AGENT_STATES = ["off_duty", "ready", "ringing", "on_call", "wrap_up", "on_break", "outbound_only"] as const;
export const agentState = z.enum(AGENT_STATES);
export type AgentState = z.infer<typeof agentState>;

export const AGENT_EVENTS = [
  "go_on_duty",
  "take_break",
  "go_off_duty",
  "go_outbound_only",
  "call_offered",
  "offer_withdrawn",
  "offer_missed",
  "call_returned",
  "return_withdrawn",
  "call_answered",
  "call_dialed",
  "call_ended",
  "resume_ready",
  "resume_break",
  "resume_off_duty",
  "resume_outbound_only",
] as const;
export type AgentEvent = (typeof AGENT_EVENTS)[number];

/**
 * ```
 *              go_on_duty                call_offered            call_answered
 *  off_duty ───────────────▶ ready ──────────────────▶ ringing ───────────────▶ on_call ◀── call_dialed (ready, on_break, outbound_only)
 *      ▲  ◀── go_off_duty ──  │ ▲ ◀── offer_withdrawn ──  │                        │ call_ended
 *      │                      │ │                         │ offer_missed           ▼
 *      │           take_break ▼ │ go_on_duty              ▼                     wrap_up
 *      └── go_off_duty ──── on_break ◀────────────────────┘                        │ resume_* (to what was asked as next state,
 *                                                                                  ▼           else where the agent came from)
 *                                                            ready · on_break · off_duty · outbound_only
 *  call_returned (ready, wrap_up) ──▶ ringing: a call that the agent transferred was not taken and rings at them again;
 *  return_withdrawn (ringing) ──▶ wrap_up: its customer hung up while it did, and the wrap-up goes on
 *  outbound_only is entered by go_outbound_only (off_duty, ready, on_break) and left like on_break; off_duty may take_break at once
 * ```
 * During a call and in wrap-up a person's wish is not a transition: it is kept as the next state. `resume_*` from `on_call` is a
 * call out that failed before anyone answered.
 */
export const AGENT_TABLE: StateTable<AgentState, AgentEvent> = {
  off_duty: { go_on_duty: "ready", take_break: "on_break", go_outbound_only: "outbound_only" },
  ready: {
    take_break: "on_break",
    go_off_duty: "off_duty",
    go_outbound_only: "outbound_only",
    call_offered: "ringing",
    call_returned: "ringing",
    call_dialed: "on_call",
  },
  ringing: {
    call_answered: "on_call",
    offer_withdrawn: "ready",
    offer_missed: "on_break",
    return_withdrawn: "wrap_up",
    go_off_duty: "off_duty",
  },
  on_call: {
    call_ended: "wrap_up",
    resume_ready: "ready",
    resume_break: "on_break",
    resume_off_duty: "off_duty",
    resume_outbound_only: "outbound_only",
  },
  wrap_up: {
    call_returned: "ringing",
    resume_ready: "ready",
    resume_break: "on_break",
    resume_off_duty: "off_duty",
    resume_outbound_only: "outbound_only",
  },
  on_break: {
    go_on_duty: "ready",
    go_off_duty: "off_duty",
    go_outbound_only: "outbound_only",
    call_dialed: "on_call",
    take_break: "on_break",
  },
  outbound_only: { go_on_duty: "ready", take_break: "on_break", go_off_duty: "off_duty", call_dialed: "on_call" },
};

/** States an agent may ask for; during a call or wrap-up it becomes the next state. */
export const askableState = z.enum(["ready", "on_break", "off_duty", "outbound_only"]);
export type AskableState = z.infer<typeof askableState>;
