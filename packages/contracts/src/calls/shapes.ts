import { z } from "zod";
import { customerBrief } from "../customers/shapes.ts";
import { bilingual, hotlineRef, id, moment, personRef, shownNumber, skillGroupRef } from "../kernel/shapes.ts";
import { callParty, consultation } from "./consultations.ts";
import { callState, partState } from "./states.ts";
import { summaryState } from "./summaries.ts";
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

/** What the network said when a call out failed: SIP status and, when told, the Q.850 cause. */
export const networkCause = z.object({ sipStatus: z.number().int().nullable(), q850: z.number().int().nullable() });

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
 * `agent` and `outside`, an outside number, talk with the customer; `consulted` talks with an agent, `listener` hears both, `whisperer` is heard by the agent
 * alone.
 */
export const partRole = z.enum(["agent", "outside", "consulted", "listener", "whisperer"]);
/**
 * How a part began: it was rung by distribution, it called out, an agent transferred the call to it (at the end of a consultation too), the call came back
 * to the person who had transferred it, or an agent consulted it.
 */
export const partBegan = z.enum(["offered", "dialed", "transferred", "returned", "consulted"]);
/**
 * How a part ended. After `missed` and `withdrawn` it was no more than a ring. `page_lost`: the person's page stayed away longer than the grace time
 * and its sound was gone. `transferred`: they gave the call to somebody else. `not_reached`: the outside number did not answer.
 * `took_over`: a consulted colleague has the customer now, in a part of its own.
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
  "took_over",
]);
export type PartOutcome = z.infer<typeof partOutcome>;

/**
 * A call as one party sees it on the workbench, live. `version` grows with each change of the call and of its parts. `id` is the call's.
 * `state` is the customer's side as long as the party is in the call, then `ended`. For a colleague who is consulted it is `ringing` until they answer.
 */
export const contact = z.object({
  id,
  version: z.number().int(),
  direction,
  source: callSource,
  state: callState,
  /** The customer's number. */
  ...shownNumber,
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
  cause: networkCause.nullable(),
  lastContact: z.object({ at: moment, text: z.string() }).nullable(),
  /** The call's transfers in their order. */
  transfers: z.array(transfer),
  /** The questions to colleagues about it, in their order. */
  consultations: z.array(consultation),
  parties: z.array(callParty),
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
    consult: z.boolean(),
    swap: z.boolean(),
    goBack: z.boolean(),
    complete: z.boolean(),
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
  missed: z.array(z.object({ callId: id, at: moment, ...shownNumber, customerName: z.string().nullable() })),
});
export type Today = z.infer<typeof today>;

export const callerNumber = hotlineRef.extend({ why: bilingual });
