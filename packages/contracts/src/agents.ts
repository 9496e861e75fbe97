import { z } from "zod";
import { endpoint } from "./kernel/endpoint.ts";
import { pushEvent } from "./kernel/push.ts";
import { bilingual, id, moment, personRef } from "./kernel/shapes.ts";
import type { StateTable } from "./kernel/state-table.ts";

export const AGENT_STATES = ["off_duty", "ready", "ringing", "on_call", "wrap_up", "on_break", "outbound_only"] as const;
export const agentState = z.enum(AGENT_STATES);
export type AgentState = z.infer<typeof agentState>;

export type AgentEvent =
  | "go_on_duty"
  | "take_break"
  | "go_off_duty"
  | "go_outbound_only"
  | "call_offered"
  | "offer_withdrawn"
  | "offer_missed"
  | "call_answered"
  | "call_dialed"
  | "call_ended"
  | "resume_ready"
  | "resume_break"
  | "resume_off_duty"
  | "resume_outbound_only";

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
    call_dialed: "on_call",
  },
  ringing: { call_answered: "on_call", offer_withdrawn: "ready", offer_missed: "on_break", go_off_duty: "off_duty" },
  on_call: {
    call_ended: "wrap_up",
    resume_ready: "ready",
    resume_break: "on_break",
    resume_off_duty: "off_duty",
    resume_outbound_only: "outbound_only",
  },
  wrap_up: { resume_ready: "ready", resume_break: "on_break", resume_off_duty: "off_duty", resume_outbound_only: "outbound_only" },
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

/** Why a state was entered, each with one meaning. */
export const STATE_REASONS = {
  asked: "The agent asked for it",
  missed_call: "A call rang and was not answered",
  disconnected: "The page was gone longer than the grace time",
  forced: "A lead set it",
  call: "A call began, was answered or ended",
  offer_withdrawn: "The ringing call went away",
  continued: "Work was continued after wrap-up",
  wrap_up_limit: "The wrap-up limit passed",
  voice_lost: "The voice service lost the call",
} as const;
export const stateReason = z.enum(Object.keys(STATE_REASONS) as [keyof typeof STATE_REASONS, ...(keyof typeof STATE_REASONS)[]]);
export type StateReason = z.infer<typeof stateReason>;

export const breakReason = z.object({ code: z.string(), name: bilingual, usualMinutes: z.number().int().nullable() });

/** The signed-in agent's presence, as pushed and as fetched. `version` grows with each change: the larger one is newer. */
export const myAgent = z.object({
  personId: id,
  version: z.number().int(),
  state: agentState,
  /** When the present state began; the header's timer counts from here. */
  since: moment,
  reason: stateReason,
  breakReason: z.string().nullable(),
  note: z.string().nullable(),
  next: z.object({ state: askableState, breakReason: z.string().nullable() }).nullable(),
  callId: id.nullable(),
  wrapUpEndsAt: moment.nullable(),
  /** The page (tab) that owns ring and call audio. */
  audioTab: z.string().nullable(),
  connected: z.boolean(),
  /** What is possible now, by the state table, the permissions and the open work. */
  can: z.object({
    goOnDuty: z.boolean(),
    takeBreak: z.boolean(),
    goOffDuty: z.boolean(),
    goOutboundOnly: z.boolean(),
    continueWork: z.boolean(),
    dial: z.boolean(),
  }),
});
export type MyAgent = z.infer<typeof myAgent>;

/** What routing and the header need from the settings (B4). Times in ms. */
export const agentSettings = z.object({
  autoAnswer: z.boolean(),
  autoAnswerDelayMs: z.number().int(),
  ringTimeoutMs: z.number().int(),
  wrapUpLimitMs: z.number().int().nullable(),
  summaryRequired: z.boolean(),
  breakReasons: z.array(breakReason),
});

export const whyNoCalls = z.object({
  /** Each line is a check with its outcome, in the order in which routing asks them. */
  checks: z.array(
    z.object({
      code: z.enum(["state", "connected", "audio", "groups", "waiting", "others_before_you", "voice"]),
      ok: z.boolean(),
      text: bilingual,
    }),
  ),
});

/** An agent as a lead sees them. */
export const agentRow = z.object({
  person: personRef,
  state: agentState,
  since: moment,
  reason: stateReason,
  breakReason: z.string().nullable(),
  callId: id.nullable(),
  connected: z.boolean(),
  skillGroupIds: z.array(id),
  can: z.object({ force: z.boolean() }),
});

const tab = z.object({ tabId: z.string().min(8).max(64) });

export const agentEndpoints = {
  mine: endpoint({
    id: "agents.mine",
    method: "GET",
    path: "/api/agents/me",
    permission: "presence.use",
    summary: "My presence and the settings that govern it",
    output: z.object({ agent: myAgent, settings: agentSettings }),
  }),
  ask: endpoint({
    id: "agents.ask",
    method: "POST",
    path: "/api/agents/me/state",
    permission: "presence.use",
    summary: "Go on duty, take a break, go off duty or outbound only; during a call it becomes the next state",
    body: tab.extend({ state: askableState, breakReason: z.string().max(40).optional() }),
    output: myAgent,
    errors: ["agents.transition_refused", "agents.break_reason_unknown", "agents.not_connected"],
  }),
  continueWork: endpoint({
    id: "agents.continueWork",
    method: "POST",
    path: "/api/agents/me/continue-work",
    permission: "presence.use",
    summary: "End wrap-up: to the next state asked for, else to where the agent came from",
    output: myAgent,
    errors: ["agents.transition_refused", "agents.summary_required"],
  }),
  takeAudio: endpoint({
    id: "agents.takeAudio",
    method: "POST",
    path: "/api/agents/me/audio-tab",
    permission: "presence.use",
    summary: "Make this tab the one that rings and talks",
    body: tab,
    output: myAgent,
    errors: ["agents.transition_refused", "agents.not_connected"],
  }),
  whyNoCalls: endpoint({
    id: "agents.whyNoCalls",
    method: "GET",
    path: "/api/agents/me/why-no-calls",
    permission: "presence.use",
    summary: "Why am I not getting calls?",
    output: whyNoCalls,
  }),
  list: endpoint({
    id: "agents.list",
    method: "GET",
    path: "/api/agents",
    permission: "agents.read",
    summary: "Agents in scope with their states",
    output: z.object({ items: z.array(agentRow) }),
  }),
  force: endpoint({
    id: "agents.force",
    method: "POST",
    path: "/api/agents/:personId/force-state",
    permission: "agents.force",
    summary: "Set an agent's state, with a reason they are told",
    params: z.object({ personId: id }),
    body: z.object({ state: askableState, note: z.string().trim().min(1).max(200) }),
    output: agentRow,
    errors: ["agents.transition_refused", "people.not_found"],
  }),
} as const;

export const agentPushes = {
  /** To the person's own pages. */
  changed: pushEvent("agent.changed", myAgent),
} as const;
