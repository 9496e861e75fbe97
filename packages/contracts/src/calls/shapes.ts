import { z } from "zod";
import { customerBrief } from "../customers/shapes.ts";
import { queryCount } from "../kernel/numbers.ts";
import { pageQuery } from "../kernel/paging.ts";
import { bilingual, e164, hotlineRef, id, moment, personRef, skillGroupRef } from "../kernel/shapes.ts";
import { phone, text } from "../kernel/text.ts";
import { ticketMention } from "../tickets/mentions/shapes.ts";
import { callState } from "./states.ts";

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
  busy: { zh: "对方忙", en: "Busy" },
  no_answer: { zh: "无人接听", en: "No answer" },
  refused: { zh: "对方拒接", en: "Refused" },
  invalid_number: { zh: "空号或号码有误", en: "Number not in service" },
  unreachable: { zh: "暂时无法接通", en: "Not reachable" },
  congestion: { zh: "线路拥塞", en: "Lines congested" },
  cancelled: { zh: "客服取消", en: "Cancelled by the agent" },
  failed: { zh: "呼叫失败", en: "Call failed" },
  voice_lost: { zh: "语音服务中断", en: "Voice service lost" },
} as const;
export const callResult = z.enum(Object.keys(CALL_RESULTS) as [keyof typeof CALL_RESULTS, ...(keyof typeof CALL_RESULTS)[]]);
export type CallResult = z.infer<typeof callResult>;
export const endedBy = z.enum(["customer", "agent", "system", "carrier"]);

export const ivrStep = z.object({
  nodeId: z.string(),
  kind: z.string(),
  title: bilingual,
  at: moment,
  /** Key or digits the caller gave here, or the branch taken. */
  input: z.string().nullable(),
});
export const queueHop = z.object({
  skillGroup: skillGroupRef,
  enteredAt: moment,
  leftAt: moment.nullable(),
  waitMs: z.number().int().nullable(),
  left: z.enum(["answered", "abandoned", "overflow", "requeued", "ended"]).nullable(),
});
export const offer = z.object({ agent: personRef, at: moment, outcome: z.enum(["answered", "missed", "withdrawn"]).nullable() });

/** Region and carrier of a number (归属地), as far as known. */
export const numberOrigin = z.object({ region: bilingual.nullable(), carrier: bilingual.nullable() });

/** Trouble with the sound, told to the agent; `null` while all is well. */
export const audioTrouble = z.enum(["customer_silent", "agent_silent", "agent_leg_lost"]).nullable();

/** A contact on the agent's workbench, live. `version` grows with each change of the call. */
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
  agent: personRef.nullable(),
  ivrPath: z.array(ivrStep),
  hops: z.array(queueHop),
  offers: z.array(offer),
  startedAt: moment,
  queuedAt: moment.nullable(),
  ringingAt: moment.nullable(),
  ringEndsAt: moment.nullable(),
  answeredAt: moment.nullable(),
  heldAt: moment.nullable(),
  endedAt: moment.nullable(),
  muted: z.boolean(),
  keysSent: z.string(),
  recording: z.boolean(),
  trouble: audioTrouble,
  result: callResult.nullable(),
  endedBy: endedBy.nullable(),
  /** What the network said when a call out failed: SIP status and, when told, the Q.850 cause. */
  cause: z.object({ sipStatus: z.number().int().nullable(), q850: z.number().int().nullable() }).nullable(),
  lastContact: z.object({ at: moment, text: z.string() }).nullable(),
  summaryState: z.enum(["none", "draft", "saved"]),
  agentLeg: z.enum(["none", "connecting", "up", "lost"]),
  can: z.object({
    answer: z.boolean(),
    mute: z.boolean(),
    hold: z.boolean(),
    resume: z.boolean(),
    keypad: z.boolean(),
    hangUp: z.boolean(),
    summarize: z.boolean(),
  }),
});
export type Contact = z.infer<typeof contact>;

export const summaryFields = z.object({
  categoryId: id.nullable(),
  issue: text(4000),
  solution: text(4000),
  result: z.enum(["resolved", "follow_up", "escalated", "no_need", "unreached"]).nullable(),
  custom: z.record(text(60), text(2000)).default({}),
});
export type SummaryFields = z.infer<typeof summaryFields>;
/** `version` is the draft's: a save names the one it was based on, so two tabs cannot overwrite each other unseen. */
export const summary = z.object({
  callId: id,
  version: z.number().int(),
  state: z.enum(["draft", "saved"]),
  fields: summaryFields,
  updatedAt: moment.nullable(),
  savedAt: moment.nullable(),
  by: personRef.nullable(),
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
export const callTimings = z.object({
  ivrMs: z.number().int(),
  waitMs: z.number().int(),
  ringMs: z.number().int(),
  talkMs: z.number().int(),
  holdMs: z.number().int(),
  wrapUpMs: z.number().int().nullable(),
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
  number: z.string(),
  numberFull: z.string().nullable(),
  customer: customerBrief.nullable(),
  hotline: hotlineRef.nullable(),
  skillGroup: skillGroupRef.nullable(),
  agent: personRef.nullable(),
  timings: callTimings,
  summaryState: z.enum(["none", "draft", "saved"]),
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
  holds: z.array(hold),
  legs: z.array(leg),
  recording: recording.nullable(),
  summary: summary.nullable(),
  /** Tickets made of the call or linked to it, newest first. */
  tickets: z.array(ticketMention),
  cause: z.object({ sipStatus: z.number().int().nullable(), q850: z.number().int().nullable() }).nullable(),
  can: z.object({ play: z.boolean(), download: z.boolean(), callBack: z.boolean(), summarize: z.boolean() }),
});
export type CallRecord = z.infer<typeof callRecord>;

export const callFilter = pageQuery.extend({
  mine: z.stringbool().default(false),
  from: moment.optional(),
  to: moment.optional(),
  /** Any part of a number, in any format. */
  number: phone(0).optional(),
  agentId: id.optional(),
  skillGroupId: id.optional(),
  hotline: e164.optional(),
  direction: direction.optional(),
  result: callResult.optional(),
  minTalkMs: queryCount.optional(),
  maxTalkMs: queryCount.optional(),
  summaryState: z.enum(["none", "draft", "saved"]).optional(),
});

export const callerNumber = hotlineRef.extend({ why: bilingual });
