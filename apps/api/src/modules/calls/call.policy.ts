import { allows, CALL_TABLE, type CallState } from "@cloverdesk/contracts";
import type { Actor } from "../../platform/http/actor.ts";
import { scopeOf } from "../../platform/http/actor.ts";

/** What a policy needs to know of a call. */
export interface CallFacts {
  state: string;
  agentId: string | null;
  skillGroupId: string | null;
  muted: boolean;
}

/** What the agent of the call can do with it now: the state table's answer, and theirs only. */
export function contactCan(call: CallFacts, personId: string, legUsable: boolean) {
  const mine = call.agentId === personId;
  const state = call.state as CallState;
  const talking = mine && (state === "talking" || state === "held");
  return {
    answer: mine && state === "ringing" && allows(CALL_TABLE, state, "answer"),
    mute: talking,
    hold: mine && allows(CALL_TABLE, state, "hold"),
    resume: mine && allows(CALL_TABLE, state, "resume"),
    keypad: mine && state === "talking" && legUsable,
    hangUp: mine && (talking || state === "dialing" || state === "alerting"),
    summarize: mine && state !== "ringing",
  };
}

/** Whether the call is within the person's reach for a permission. */
export function mayReach(
  actor: Actor,
  permission: "calls.read" | "recordings.play" | "recordings.download",
  call: Pick<CallFacts, "agentId" | "skillGroupId">,
): boolean {
  const scope = scopeOf(actor, permission);
  if (scope === "all") return true;
  if (call.agentId === actor.personId) return scope !== undefined;
  return scope === "group" && call.skillGroupId !== null && actor.groupIds.includes(call.skillGroupId);
}
