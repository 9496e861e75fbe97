import { z } from "zod";
import { customerBrief } from "../customers/shapes.ts";
import { count, queryCount } from "../kernel/numbers.ts";
import { pageQuery } from "../kernel/paging.ts";
import { bilingual, e164, hotlineRef, id, moment, personRef, skillGroupRef } from "../kernel/shapes.ts";
import { phone, text } from "../kernel/text.ts";
import { ticketMention } from "../tickets/mentions/shapes.ts";
import { legEndCode } from "../voice/shapes.ts";
import { callState, partState } from "./states.ts";
import { transfer } from "./transfers.ts";

export const direction = z.enum(["inbound", "outbound"]);
export const callSource = z.enum(["hotline", "dialpad", "fab", "ticket", "campaign", "api"]);
/** Places in the interface from which a person calls out. */
export const dialSource = z.enum(["dialpad", "fab", "ticket"]);
export type DialSource = z.infer<typeof dialSource>;

/** How a call came out, each with one meaning. */
export const CALL_RESULTS = {
  answered: { zh: "已接通", en: "Answered" },
  abandoned_in_ivr: { zh: "IVR 中放弃", en: "Left in the menu" },
  abandoned_in_queue: { zh: "排队中放弃", en: "Left while waiting" },
  abandoned_ringing: { zh: "振铃中放弃", en: "Left while ringing" },
  ended_by_flow: { zh: "流程结束", en: "Ended by the flow" },
  busy: { zh: "对方占线", en: "Busy" },
  no_answer: { zh: "无人接听", en: "No answer" },
  refused: { zh: "对方拒接", en: "Refused" },
  invalid_number: { zh: "空号或号码有误", en: "Number not in service" },
  unreachable: { zh: "暂时无法接通", en: "Not reachable" },
  congestion: { zh: "线路拥塞", en: "Lines congested" },
  cancelled: { zh: "客服取消", en: "Cancelled by the agent" },
  failed: { zh: "呼叫失败", en: "Call failed" },
  voice_lost: { zh: "语音服务中断", en: "Voice service lost" },
  page_lost: { zh: "客服掉线", en: "Agent disconnected" },
  transfer_lost: { zh: "转接无人接听", en: "Transfer not taken" },
} as const;
export const callResult = z.enum(Object.keys(CALL_RESULTS) as [keyof typeof CALL_RESULTS, ...(keyof typeof CALL_RESULTS)[]]);
export type CallResult = z.infer<typeof callResult>;
/** Who ended a call. `outside`: the outside number to which it was transferred. */
export const endedBy = z.enum(["customer", "agent", "outside", "system", "carrier"]);
export type EndedBy = z.infer<typeof endedBy>;

export const ivrStep = z.object({
  nodeId: z.string(),
  kind: z.string(),
  title: bilingual,
  at: moment,
  /** Key or digits the caller gave here, or the branch taken. */
  input: z.string().nullable(),
});
export const hopReason = z.enum(["flow", "page_lost", "transfer", "not_taken"]);
export type HopReason = z.infer<typeof hopReason>;
export const queueHop = z.object({
  skillGroup: skillGroupRef,
  enteredAt: moment,
  leftAt: moment.nullable(),
  waitMs: z.number().int().nullable(),
  left: z.enum(["answered", "abandoned", "overflow", "requeued", "ended"]).nullable(),
  /**
   * Why the caller waits here: the flow said so, the agent who served them lost their page, an agent transferred the call to this group, or a transfer to
   * a colleague was not taken and its giver was gone.
   */
  why: hopReason,
});
export const offer = z.object({ agent: personRef, at: moment, outcome: z.enum(["answered", "missed", "withdrawn"]).nullable() });

/** Region and carrier of a number (归属地), as far as known. */
export const numberOrigin = z.object({ region: bilingual.nullable(), carrier: bilingual.nullable() });

/** Trouble with the sound, told to the agent; `null` while all is well. */
export const audioTrouble = z.enum(["customer_silent", "agent_silent", "agent_leg_lost"]).nullable();

/**
 * `agent` talks with the customer, `outside` too, from a number that is none of ours; `consulted` talks with an agent, `listener` hears both, `whisperer` is
 * heard by the agent alone.
 */
export const partRole = z.enum(["agent", "outside", "consulted", "listener", "whisperer"]);
/**
 * How a part began: it was rung by distribution, it called out, an agent transferred the call to it, or the call came back to the person who had
 * transferred it.
 */
export const partBegan = z.enum(["offered", "dialed", "transferred", "returned"]);
/**
 * How a part ended. After `missed` and `withdrawn` it was no more than a ring. `page_lost`: the person's page stayed away longer than the grace time
 * and its sound was gone. `transferred`: they gave the call to somebody else. `not_reached`: the outside number did not answer.
 */
export const partOutcome = z.enum([
  "missed",
  "withdrawn",
  "hung_up",
  "call_ended",
  "voice_lost",
  "page_lost",
  "transferred",
  "not_reached",
]);
export type PartOutcome = z.infer<typeof partOutcome>;
export const summaryState = z.enum(["none", "draft", "saved"]);

/**
 * A call as one party sees it on the workbench, live. `version` grows with each change of the call and of its parts. `id` is the call's.
 * `state` is the customer's side as long as the party is in the call, then `ended`.
 */
export const contact = z.object({
  id,
  version: z.number().int(),
  direction,
  source: callSource,
  state: callState,
  /** The customer's number, masked when the settings say so; `numberFull` is null when this person may not see it whole. */
  number: z.string(),
  numberFull: z.string().nullable(),
  origin: numberOrigin,
  customer: customerBrief.nullable(),
  hotline: hotlineRef.nullable(),
  skillGroup: skillGroupRef.nullable(),
  ivrPath: z.array(ivrStep),
  hops: z.array(queueHop),
  offers: z.array(offer),
  startedAt: moment,
  queuedAt: moment.nullable(),
  /** When it began to ring: here, or in a call out at the customer's phone. */
  ringingAt: moment.nullable(),
  /** Since when this party talks. */
  answeredAt: moment.nullable(),
  /** When it ended for this party. */
  endedAt: moment.nullable(),
  recording: z.boolean(),
  trouble: audioTrouble,
  result: callResult.nullable(),
  endedBy: endedBy.nullable(),
  /** What the network said when a call out failed: SIP status and, when told, the Q.850 cause. */
  cause: z.object({ sipStatus: z.number().int().nullable(), q850: z.number().int().nullable() }).nullable(),
  lastContact: z.object({ at: moment, text: z.string() }).nullable(),
  /** The call's transfers in their order. */
  transfers: z.array(transfer),
  /** This party's part of the call. */
  part: z.object({
    id,
    role: partRole,
    state: partState,
    began: partBegan,
    outcome: partOutcome.nullable(),
    ringEndsAt: moment.nullable(),
    heldAt: moment.nullable(),
    muted: z.boolean(),
    keysSent: z.string(),
    /** The party's own sound. */
    leg: z.enum(["none", "connecting", "up", "lost"]),
    summaryState,
  }),
  can: z.object({
    answer: z.boolean(),
    mute: z.boolean(),
    hold: z.boolean(),
    resume: z.boolean(),
    keypad: z.boolean(),
    transfer: z.boolean(),
    hangUp: z.boolean(),
    summarize: z.boolean(),
  }),
});
export type Contact = z.infer<typeof contact>;

/** A person's day on the telephone. `from` is its midnight: the rows behind the figures are their own call records since then. */
export const today = z.object({
  from: moment,
  /** IANA name of the zone whose midnight it is. */
  timeZone: z.string(),
  /** Calls in which they took part, answered or not. */
  calls: z.number().int(),
  /** Calls in which somebody was talked with. */
  answered: z.number().int(),
  /** How long they talked; holds count. The call that goes on counts when it has ended. */
  talkMs: z.number().int(),
  /** Calls out, and how many of them were answered. */
  dialed: z.number().int(),
  reached: z.number().int(),
  /** Calls that rang here and were not answered, latest first; at most 20. */
  missed: z.array(
    z.object({ callId: id, at: moment, number: z.string(), numberFull: z.string().nullable(), customerName: z.string().nullable() }),
  ),
});
export type Today = z.infer<typeof today>;

export const summaryFields = z.object({
  categoryId: id.nullable(),
  issue: text(4000),
  solution: text(4000),
  result: z.enum(["resolved", "follow_up", "escalated", "no_need", "unreached", "answering_machine"]).nullable(),
  custom: z.record(text(60), text(2000)).default({}),
});
export type SummaryFields = z.infer<typeof summaryFields>;
/** What one party writes about their part of a call. `version` is the draft's: a save names the one it was based on, so two tabs cannot overwrite each other unseen. */
export const summary = z.object({
  callId: id,
  /** The part that it is about; null in a call that nobody took. */
  partId: id.nullable(),
  version: z.number().int(),
  state: z.enum(["draft", "saved"]),
  fields: summaryFields,
  updatedAt: moment.nullable(),
  savedAt: moment.nullable(),
  by: personRef.nullable(),
  /** What it said before it was corrected, latest first; empty when it was saved once. */
  earlier: z.array(z.object({ version: z.number().int(), fields: summaryFields, savedAt: moment, by: personRef.nullable() })),
});
export type Summary = z.infer<typeof summary>;

export const leg = z.object({
  id,
  kind: z.enum(["trunk", "agent"]),
  state: z.enum(["trying", "ringing", "early", "up", "lost", "ended"]),
  party: z.string(),
  person: personRef.nullable(),
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
/** A recording in the call: `durationMs` of two-channel audio (0 customer, 1 agent). */
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
  number: z.string(),
  numberFull: z.string().nullable(),
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
  legs: z.array(leg),
  recording: recording.nullable(),
  /** Tickets made of the call or linked to it, newest first. */
  tickets: z.array(ticketMention),
  cause: z.object({ sipStatus: z.number().int().nullable(), q850: z.number().int().nullable() }).nullable(),
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

export const callerNumber = hotlineRef.extend({ why: bilingual });
