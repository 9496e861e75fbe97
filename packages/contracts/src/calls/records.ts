import { z } from "zod";
import { customerBrief } from "../customers/shapes.ts";
import { count, queryCount } from "../kernel/numbers.ts";
import { pageQuery } from "../kernel/paging.ts";
import { e164, hotlineRef, id, moment, personRef, shownNumber, skillGroupRef } from "../kernel/shapes.ts";
import { phone } from "../kernel/text.ts";
import { ticketMention } from "../tickets/mentions/shapes.ts";
import { legEndCode } from "../voice/shapes.ts";
import { consultation } from "./consultations.ts";
import {
  callResult,
  callSource,
  direction,
  endedBy,
  ivrStep,
  networkCause,
  numberOrigin,
  offer,
  partBegan,
  partOutcome,
  partRole,
  queueHop,
} from "./shapes.ts";
import { callState, partState } from "./states.ts";
import { summary, summaryState } from "./summaries.ts";
import { transfer } from "./transfers.ts";

export const leg = z.object({
  id,
  kind: z.enum(["trunk", "agent"]),
  state: z.enum(["trying", "ringing", "early", "up", "lost", "ended"]),
  party: z.string(),
  person: personRef.nullable(),
  /** Name of the trunk by which we called; null for what came in, agents, and trunks that are gone. */
  trunk: z.string().nullable(),
  startedAt: moment,
  answeredAt: moment.nullable(),
  endedAt: moment.nullable(),
  endedBy: z.enum(["local", "remote", "timeout", "error"]).nullable(),
  sipStatus: z.number().int().nullable(),
  q850: z.number().int().nullable(),
  /** Why voice itself ended the leg. */
  endCode: legEndCode.nullable(),
  codec: z.string().nullable(),
});
export const hold = z.object({ from: moment, to: moment.nullable() });
/** A recording in the call: `durationMs` of two-channel audio (0 customer, 1 whoever they hear). */
export const recording = z.object({
  id,
  state: z.enum(["recording", "ready", "lost"]),
  startedAt: moment,
  durationMs: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  sha256: z.string().nullable(),
});
/** Menu, wait and talk are the customer's, talk that with agents; ring, hold and wrap-up are those of the part that the line shows. */
export const callTimings = z.object({
  ivrMs: z.number().int(),
  waitMs: z.number().int(),
  ringMs: z.number().int(),
  talkMs: z.number().int(),
  holdMs: z.number().int(),
  wrapUpMs: z.number().int().nullable(),
});
/** One party's part of a call, as the record tells it. */
export const callPart = z.object({
  id,
  role: partRole,
  state: partState,
  /** The party: a person, an outside number, or a skill group of which nobody was chosen yet. */
  person: personRef.nullable(),
  number: z.string().nullable(),
  skillGroup: skillGroupRef.nullable(),
  began: partBegan,
  outcome: partOutcome.nullable(),
  startedAt: moment,
  answeredAt: moment.nullable(),
  endedAt: moment.nullable(),
  ringMs: z.number().int(),
  holdMs: z.number().int(),
  wrapUpMs: z.number().int().nullable(),
  holds: z.array(hold),
  summary: summary.nullable(),
  /** `summarize`: it is the reader's latest part, whose summary is theirs to write and to correct. */
  can: z.object({ summarize: z.boolean() }),
});

/** One line of the call list (R2). */
export const callRow = z.object({
  id,
  direction,
  source: callSource,
  state: callState,
  result: callResult.nullable(),
  startedAt: moment,
  answeredAt: moment.nullable(),
  endedAt: moment.nullable(),
  /** Since when the caller waits; null when they do not. `timings.waitMs` is what they waited before. */
  waitingSince: moment.nullable(),
  ...shownNumber,
  customer: customerBrief.nullable(),
  hotline: hotlineRef.nullable(),
  skillGroup: skillGroupRef.nullable(),
  /** Whose part the line shows: one's own among one's own calls, else the latest. */
  agent: personRef.nullable(),
  timings: callTimings,
  summaryState,
  hasRecording: z.boolean(),
  endedBy: endedBy.nullable(),
});
export type CallRow = z.infer<typeof callRow>;
/** The whole record (R1). */
export const callRecord = callRow.extend({
  callerNumber: z.string().nullable(),
  origin: numberOrigin,
  ivrPath: z.array(ivrStep),
  hops: z.array(queueHop),
  offers: z.array(offer),
  /** In the order in which they began, unanswered rings included. */
  parts: z.array(callPart),
  /** In their order. */
  transfers: z.array(transfer),
  consultations: z.array(consultation),
  legs: z.array(leg),
  recording: recording.nullable(),
  /** Tickets made of the call or linked to it, newest first. */
  tickets: z.array(ticketMention),
  cause: networkCause.nullable(),
  can: z.object({ play: z.boolean(), download: z.boolean(), callBack: z.boolean() }),
});
export type CallRecord = z.infer<typeof callRecord>;

const MOST_DAYS = 366;
export const callFilter = pageQuery.extend({
  mine: z.stringbool().default(false),
  from: moment.optional(),
  to: moment.optional(),
  /** Only the last so many days, today included, as the enterprise's zone counts them. */
  days: queryCount.pipe(z.number().min(1).max(MOST_DAYS)).optional(),
  /** Any part of a number, in any format. */
  number: phone(0).optional(),
  agentId: id.optional(),
  skillGroupId: id.optional(),
  hotline: e164.optional(),
  direction: direction.optional(),
  result: callResult.optional(),
  minTalkMs: queryCount.optional(),
  maxTalkMs: queryCount.optional(),
  summaryState: summaryState.optional(),
});

/** Whose call records are exported: those that the list shows with this filter. */
export const callExportSource = callFilter.omit({ cursor: true, limit: true }).extend({
  mine: z.boolean().default(false),
  days: count.min(1).max(MOST_DAYS).optional(),
  minTalkMs: count.optional(),
  maxTalkMs: count.optional(),
});
export type CallExportSource = z.output<typeof callExportSource>;
