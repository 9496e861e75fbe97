import { z } from "zod";
import { domainEvent } from "../kernel/event.ts";
import { id } from "../kernel/shapes.ts";
import { legQuality } from "../voice/shapes.ts";
import { consultationOutcome } from "./consultations.ts";
import { audioTrouble, callResult, dialSource, endedBy, ivrStep } from "./shapes.ts";
import { callState } from "./states.ts";
import { transferFailure } from "./transfers.ts";

const byAgent = { agentId: id };
/** The agent who was rung and is not any more. */
const formerAgentId = id.nullable();

export const callEvents = {
  arrived: domainEvent({
    name: "call.arrived",
    entity: "call",
    meaning: "A call came in on a hotline.",
    data: { hotlineId: id, customerId: id.nullable() },
  }),
  refusedAtDoor: domainEvent({
    name: "call.refused_at_door",
    entity: "call",
    meaning: "An incoming call was rejected before it was answered: unknown number or no capacity.",
    data: { sipStatus: z.number().int() },
  }),
  flowAdvanced: domainEvent({
    name: "call.flow_advanced",
    entity: "call",
    meaning: "The IVR flow passed these nodes.",
    data: { path: z.array(ivrStep.omit({ at: true })) },
  }),
  queued: domainEvent({
    name: "call.queued",
    entity: "call",
    meaning: "The flow put the call into a skill group's queue.",
    data: { skillGroupId: id },
  }),
  overflowed: domainEvent({
    name: "call.overflowed",
    entity: "call",
    meaning: "The longest wait passed and the call went back to its flow.",
    data: { skillGroupId: id.nullable() },
  }),
  offered: domainEvent({ name: "call.offered", entity: "call", meaning: "The call rings at an agent.", data: byAgent }),
  missed: domainEvent({
    name: "call.missed",
    entity: "call",
    meaning: "The agent did not answer in time; the call waits again.",
    data: { formerAgentId },
  }),
  offerWithdrawn: domainEvent({
    name: "call.offer_withdrawn",
    entity: "call",
    meaning: "The ringing stopped because the agent became unavailable; the call waits again.",
    data: { formerAgentId },
  }),
  dialed: domainEvent({
    name: "call.dialed",
    entity: "call",
    meaning: "An agent called out.",
    data: { ...byAgent, source: dialSource },
  }),
  dialedAgain: domainEvent({
    name: "call.dialed_again",
    entity: "call",
    meaning: "The trunk did not take a call out or a transfer to an outside number. The caller number's next trunk is tried.",
    data: { trunkId: id },
  }),
  alerting: domainEvent({
    name: "call.alerting",
    entity: "call",
    meaning: "The called phone rings; `early` when the network already sends sound.",
    data: { early: z.boolean() },
  }),
  answered: domainEvent({
    name: "call.answered",
    entity: "call",
    meaning:
      "The customer and another party talk: an agent answered, the called customer did, or an outside number to which the call was transferred (`agentId` is null).",
    data: { agentId: id.nullable() },
  }),
  held: domainEvent({ name: "call.held", entity: "call", meaning: "The agent put the customer on hold." }),
  resumed: domainEvent({ name: "call.resumed", entity: "call", meaning: "The agent took the customer back from hold." }),
  muted: domainEvent({ name: "call.muted", entity: "call", meaning: "The agent muted their microphone." }),
  unmuted: domainEvent({ name: "call.unmuted", entity: "call", meaning: "The agent unmuted their microphone." }),
  keysSent: domainEvent({
    name: "call.keys_sent",
    entity: "call",
    meaning: "The agent sent DTMF digits; only their number is recorded.",
    data: { count: z.number().int() },
  }),
  audioConnecting: domainEvent({
    name: "call.audio_connecting",
    entity: "call",
    meaning: "A page of the agent connects its microphone to the call.",
    data: byAgent,
  }),
  audioUp: domainEvent({ name: "call.audio_up", entity: "call", meaning: "The agent's audio is connected." }),
  audioLost: domainEvent({ name: "call.audio_lost", entity: "call", meaning: "The agent's audio connection was lost." }),
  soundMissing: domainEvent({
    name: "call.sound_missing",
    entity: "call",
    meaning: "No sound came from one side for 30 s.",
    data: { trouble: audioTrouble.unwrap() },
  }),
  soundBack: domainEvent({
    name: "call.sound_back",
    entity: "call",
    meaning: "Sound comes from that side again.",
    data: { trouble: audioTrouble.unwrap() },
  }),
  pageLost: domainEvent({
    name: "call.page_lost",
    entity: "call",
    meaning:
      "The agent's page and sound stayed away longer than the grace time and the agent's part ended. The caller waits again at the head of the queue, or the call ends.",
    data: { ...byAgent, partId: id, next: z.enum(["queued", "ended"]) },
  }),
  transferred: domainEvent({
    name: "call.transferred",
    entity: "call",
    meaning:
      "The agent transferred the call to a colleague, who is rung, to a skill group, in whose queue it waits, or to an outside number, which is dialled (both ids are null). The agent's part ended.",
    data: { ...byAgent, partId: id, transferId: id, toPersonId: id.nullable(), toSkillGroupId: id.nullable() },
  }),
  transferNotTaken: domainEvent({
    name: "call.transfer_not_taken",
    entity: "call",
    meaning:
      "The person rung for a transfer did not answer or is gone, or the outside number was not reached. The call rings at its giver again, waits at the head of the queue of the giver's group, or ends.",
    data: { formerAgentId, transferId: id, failure: transferFailure, next: z.enum(["returning", "queued", "ended"]) },
  }),
  dialRefused: domainEvent({
    name: "call.dial_refused",
    entity: "person",
    meaning: "A call out was not placed, by which limit, with the figures of that moment. The entity is who wanted to call.",
    data: {
      number: z.string(),
      rule: z.enum(["destination", "dials_per_minute", "hotline_lines", "trunk_lines"]),
      limit: z.string(),
      seen: z.string(),
    },
  }),
  consulted: domainEvent({
    name: "call.consulted",
    entity: "call",
    meaning: "The agent asks a colleague, who is rung; the customer waits with music.",
    data: { ...byAgent, consultationId: id, toPersonId: id },
  }),
  consultationAnswered: domainEvent({
    name: "call.consultation_answered",
    entity: "call",
    meaning: "The consulted colleague answered; the two agents talk.",
    data: { ...byAgent, consultationId: id },
  }),
  consultationSwapped: domainEvent({
    name: "call.consultation_swapped",
    entity: "call",
    meaning: "The agent talks with the other of customer and colleague; who is not talked with hears music.",
    data: { consultationId: id, talksWith: z.enum(["customer", "colleague"]) },
  }),
  consultationEnded: domainEvent({
    name: "call.consultation_ended",
    entity: "call",
    meaning: "The consultation is over. `formerAgentId` is the colleague at whom it still rang.",
    data: { consultationId: id, outcome: consultationOutcome, formerAgentId },
  }),
  customerLeft: domainEvent({
    name: "call.customer_left",
    entity: "call",
    meaning: "The customer hung up during a consultation; the two agents talk on.",
    data: { endedBy },
  }),
  ended: domainEvent({
    name: "call.ended",
    entity: "call",
    meaning: "The call is over. `from` is the state it ended in; `formerAgentId` is the agent at whom it still rang.",
    data: {
      from: callState,
      result: callResult,
      endedBy,
      sipStatus: z.number().int().nullable().optional(),
      q850: z.number().int().nullable().optional(),
      agentId: id.nullable(),
      formerAgentId,
    },
  }),
  qualityMeasured: domainEvent({
    name: "call.quality_measured",
    entity: "call",
    meaning: "Loss, jitter and round-trip time of each leg, by leg id.",
    data: { quality: legQuality },
  }),
  recordingReady: domainEvent({
    name: "call.recording_ready",
    entity: "call",
    meaning: "The recording is complete.",
    data: { durationMs: z.number().int() },
  }),
  customerLinked: domainEvent({
    name: "call.customer_linked",
    entity: "call",
    meaning: "The caller, unknown until then, became a customer.",
    data: { customerId: id },
  }),
  wrapUpEnded: domainEvent({
    name: "call.wrap_up_ended",
    entity: "call",
    meaning: "The wrap-up after an agent's part of the call is over.",
    data: { agentId: id.nullable(), partId: id, wrapUpMs: z.number().int() },
  }),
  summaryDrafted: domainEvent({
    name: "call.summary_drafted",
    entity: "call",
    meaning: "The draft of the summary of the agent's part was kept.",
    data: { ...byAgent, partId: id },
  }),
  summarySaved: domainEvent({
    name: "call.summary_saved",
    entity: "call",
    meaning: "The summary of the agent's part was saved.",
    data: { ...byAgent, partId: id },
  }),
  summaryCorrected: domainEvent({
    name: "call.summary_corrected",
    entity: "call",
    meaning: "The saved summary of the agent's part was saved with other contents. `version` is the one that it replaced, which is kept.",
    data: { ...byAgent, partId: id, version: z.number().int() },
  }),
} as const;

/** Recordings of calls, by call id. */
export const recordingEvents = {
  played: domainEvent({ name: "recording.played", entity: "call", meaning: "A person played the recording of the call." }),
  downloaded: domainEvent({ name: "recording.downloaded", entity: "call", meaning: "A person downloaded the recording of the call." }),
} as const;
