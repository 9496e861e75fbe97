import type { AgentEvent, AgentState, AskableState, StateReason } from "@cloverdesk/contracts";
import type { AgentRow } from "./agents.repo.ts";

/** A state an agent is to come into, with what is told about it. */
export interface Destination {
  state: AskableState;
  reason: StateReason;
  breakReason: string | null;
  note: string | null;
}

/** The event of AGENT_TABLE by which a wish is fulfilled at once, and after a call. */
export const ASK_EVENTS: Record<AskableState, AgentEvent> = {
  ready: "go_on_duty",
  on_break: "take_break",
  off_duty: "go_off_duty",
  outbound_only: "go_outbound_only",
};
export const RESUME_EVENTS: Record<AskableState, AgentEvent> = {
  ready: "resume_ready",
  on_break: "resume_break",
  off_duty: "resume_off_duty",
  outbound_only: "resume_outbound_only",
};

/** While a call concerns the agent a wish waits as next state. */
export const isBusy = (state: AgentState): boolean => state === "ringing" || state === "on_call" || state === "wrap_up";

/** The wish that waits, or null. */
export function wished(row: AgentRow): Destination | null {
  if (!row.nextState) return null;
  const forced = row.nextReason === "forced";
  return { state: row.nextState, reason: forced ? "forced" : "asked", breakReason: row.nextBreakReason, note: forced ? row.note : null };
}

/** Where the call began. `because` is told for ready; a break is the same break again, with its reasons. */
export function origin(row: AgentRow, because: StateReason): Destination {
  const state = row.cameFrom ?? "ready";
  if (state === "ready") return { state, reason: because, breakReason: null, note: null };
  return { state, reason: row.cameFromReason ?? because, breakReason: row.cameFromBreakReason, note: null };
}

/** Where an absent agent goes. */
export const GONE: Destination = { state: "off_duty", reason: "disconnected", breakReason: null, note: null };

/** Where the agent goes when nothing holds them any more: nobody at the page → off duty, else what was asked for, else where they came from. */
export function destination(row: AgentRow, because: StateReason, at: Date): Destination {
  if (isAbsent(row, at)) return GONE;
  return wished(row) ?? origin(row, because);
}

/** The page has been gone for longer than the grace time. */
export const isAbsent = (row: AgentRow, at: Date): boolean => !row.connected && row.graceEndsAt !== null && row.graceEndsAt <= at;

/** What will come after the call as things stand: the header shows a wish only where it differs from this. */
export const outcome = (row: AgentRow): Destination => wished(row) ?? origin(row, "continued");

/** Whether asking for this would change nothing. A break is another one with another reason. */
export const isSame = (a: Pick<AgentRow, "state" | "breakReason">, b: Pick<AgentRow, "state" | "breakReason">): boolean =>
  a.state === b.state && (a.state !== "on_break" || a.breakReason === b.breakReason);

/** The wish to keep during a call: null when it is what comes anyway. */
export function nextWish(row: AgentRow, wish: Destination): Destination | null {
  return isSame(wish, origin(row, "continued")) ? null : wish;
}
