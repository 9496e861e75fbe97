import { AGENT_TABLE, type AskableState, allows, type Grants, type MyAgent, type Scope } from "@cloverdesk/contracts";
import type { AgentRow } from "./agents.repo.ts";
import { ASK_EVENTS, isBusy, outcome } from "./next-state.ts";

/** Whether `actor` reaches this person within the scope of their grant. */
export function reaches(
  scope: Scope | undefined,
  actor: { personId: string; groupIds: string[] },
  person: { id: string; groupIds: string[] },
): boolean {
  if (scope === "all") return true;
  if (scope === "group") return person.id === actor.personId || person.groupIds.some((id) => actor.groupIds.includes(id));
  return scope === "own" && person.id === actor.personId;
}

/** Whether a wish for this state would change anything: at once by the state table, or what comes after the call. */
function mayAsk(row: AgentRow, state: AskableState): boolean {
  if (isBusy(row.state)) return state === "on_break" || outcome(row).state !== state;
  return allows(AGENT_TABLE, row.state, ASK_EVENTS[state]);
}

/** What the agent can do now; the buttons of the web show exactly this. */
export function canOf(row: AgentRow, grants: Grants, summaryRequired: boolean): MyAgent["can"] {
  return {
    goOnDuty: mayAsk(row, "ready"),
    takeBreak: mayAsk(row, "on_break"),
    goOffDuty: mayAsk(row, "off_duty"),
    goOutboundOnly: mayAsk(row, "outbound_only"),
    continueWork: row.state === "wrap_up" && !(summaryRequired && row.summaryDue),
    dial: grants["calls.dial"] !== undefined && row.connected && allows(AGENT_TABLE, row.state, "call_dialed"),
  };
}

/** A lead can set a state at once or, during a call, what comes after it; but not call somebody to work who has no page open. */
export const mayForce = (row: AgentRow, state: AskableState): boolean =>
  isBusy(row.state) || allows(AGENT_TABLE, row.state, ASK_EVENTS[state]);
