import { z } from "zod";
import { domainEvent } from "../kernel/event.ts";
import { id } from "../kernel/shapes.ts";
import { stateReason } from "./shapes.ts";
import { AGENT_EVENTS, agentState, askableState } from "./states.ts";

/** The agent's state and call, and the tab that has the sound. */
const page = { state: agentState, callId: id.nullable(), tabId: z.string().nullable() };
/** The agent's part in the call. */
const partId = id.nullable();

export const agentEvents = {
  stateChanged: domainEvent({
    name: "agent.state_changed",
    entity: "agent",
    meaning: "The agent moved along the state table; `callId` and `partId` are the call they have or just had and their part in it.",
    data: {
      from: agentState,
      to: agentState,
      event: z.enum(AGENT_EVENTS),
      reason: stateReason,
      breakReason: z.string().nullable(),
      note: z.string().nullable(),
      callId: id.nullable(),
      partId,
    },
  }),
  nextChanged: domainEvent({
    name: "agent.next_changed",
    entity: "agent",
    meaning: "The state that follows the call and its wrap-up was chosen, or the choice was withdrawn (`next` null).",
    data: {
      state: agentState,
      next: askableState.nullable(),
      reason: stateReason,
      breakReason: z.string().nullable(),
      note: z.string().nullable(),
      callId: id.nullable(),
    },
  }),
  audioMoved: domainEvent({
    name: "agent.audio_moved",
    entity: "agent",
    meaning: "Ring and call audio moved to another tab.",
    data: { ...page, formerTab: z.string().nullable() },
  }),
  pageBack: domainEvent({
    name: "agent.page_back",
    entity: "agent",
    meaning: "A page of the agent is connected again; `formerTab` is set when it is another tab than before.",
    data: { ...page, formerTab: z.string().nullable().optional() },
  }),
  pageGone: domainEvent({
    name: "agent.page_gone",
    entity: "agent",
    meaning: "The page that has the sound lost its connection.",
    data: { ...page, partId },
  }),
  summarySettled: domainEvent({
    name: "agent.summary_settled",
    entity: "agent",
    meaning: "The summary that wrap-up waited for is saved.",
    data: { callId: id.nullable(), partId: id },
  }),
} as const;
