import { AGENT_TABLE, type AgentEvent, type AgentState, agentEvents, next, type StateReason, sources } from "@cloverdesk/contracts";
import type { SqlTx } from "../../platform/db/transaction.ts";
import { type AgentPatch, type AgentRow, casState } from "./agents.repo.ts";
import { ASK_EVENTS, type Destination, RESUME_EVENTS } from "./next-state.ts";

/** Nothing waits any more. */
export const NO_WISH = { nextState: null, nextBreakReason: null, nextReason: null } as const satisfies AgentPatch;
/** The call and all that belonged to it is behind the agent. */
export const NO_CALL = {
  callId: null,
  partId: null,
  ringEndsAt: null,
  wrapUpEndsAt: null,
  summaryDue: false,
  cameFrom: null,
  cameFromReason: null,
  cameFromBreakReason: null,
  cameFromSince: null,
} as const satisfies AgentPatch;
/** Off duty no page belongs to the agent. */
export const NO_PAGE = {
  audioTab: null,
  connected: false,
  connectionId: null,
  leaseUntil: null,
  goneAt: null,
  graceEndsAt: null,
} as const satisfies AgentPatch;

export interface Change {
  reason: StateReason;
  /** The change holds only while the agent is in this part of a call. */
  partId?: string;
  breakReason?: string | null;
  note?: string | null;
  set?: AgentPatch;
  routable?: boolean;
  rememberOrigin?: boolean;
  countCall?: boolean;
}

/** Where an event leads: in AGENT_TABLE the same state from everywhere. */
export function targetOf(event: AgentEvent): AgentState {
  const [from] = sources(AGENT_TABLE, event);
  return next(AGENT_TABLE, from!, event)!;
}

/**
 * The only way an agent's state changes: compare-and-set over AGENT_TABLE, with an `agent.state_changed` event. Answers null and records nothing when
 * the table does not allow the event where the agent is now, or somebody else was first.
 */
export async function changeState(tx: SqlTx, personId: string, event: AgentEvent, change: Change): Promise<AgentRow | null> {
  const to = targetOf(event);
  const { reason, partId, breakReason = null, note, set, routable, rememberOrigin, countCall } = change;
  const row = await casState(tx.rows, {
    personId,
    at: tx.at,
    from: sources(AGENT_TABLE, event),
    partId,
    routable,
    rememberOrigin,
    countCall,
    set: { state: to, since: tx.at, reason, breakReason, ...(note !== undefined && { note }), ...(to === "off_duty" && NO_PAGE), ...set },
  });
  if (!row) return null;
  const { fromState: from, fromCallId, fromPartId, ...agent } = row;
  tx.record(agentEvents.stateChanged, {
    entityId: personId,
    data: {
      from,
      to,
      event,
      reason,
      breakReason,
      note: agent.note,
      callId: agent.callId ?? fromCallId,
      partId: agent.partId ?? fromPartId,
    },
  });
  return agent;
}

/** Brings an agent without a call into the state at once. */
export const enter = (tx: SqlTx, personId: string, to: Destination, set: AgentPatch = {}): Promise<AgentRow | null> =>
  changeState(tx, personId, ASK_EVENTS[to.state], { ...to, set: { ...NO_WISH, ...set } });

/** Ends a call or wrap-up and brings the agent into the state; `since` when it counts as never left. */
export const resume = (
  tx: SqlTx,
  personId: string,
  to: Destination,
  { since, ...more }: Pick<Change, "countCall"> & { since?: Date | null } = {},
): Promise<AgentRow | null> =>
  changeState(tx, personId, RESUME_EVENTS[to.state], { ...to, ...more, set: { ...NO_CALL, ...NO_WISH, ...(since && { since }) } });
