import { z } from "zod";
import { bilingual, id, moment, personRef } from "../kernel/shapes.ts";
import { agentState, askableState } from "./states.ts";

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
