import { allows, CALL_TABLE, type CallState, PART_TABLE, type PartState } from "@cloverdesk/contracts";
import type { Actor } from "../../platform/http/actor.ts";
import { scopeOf } from "../../platform/http/actor.ts";
import { AppError } from "../../platform/http/app-error.ts";
import { isTaken } from "./parts.ts";

/** What a policy needs to know of a call: its group, and who has a part in it. */
export interface CallFacts {
  skillGroupId: string | null;
  parts: { personId: string | null; outcome: string | null }[];
}

/** What a party can do now: where the customer is and where the party is must both allow it. */
export function contactCan(call: { state: string }, part: { state: string; outcome: string | null }, legUsable: boolean) {
  const [customer, mine] = [call.state as CallState, part.state as PartState];
  const talking = mine === "talking" || mine === "holding";
  return {
    answer: allows(CALL_TABLE, customer, "answer") && mine === "ringing" && allows(PART_TABLE, mine, "answer"),
    mute: talking,
    hold: allows(CALL_TABLE, customer, "hold") && allows(PART_TABLE, mine, "hold"),
    resume: allows(CALL_TABLE, customer, "resume") && allows(PART_TABLE, mine, "resume"),
    keypad: customer === "talking" && mine === "talking" && legUsable,
    // Whom somebody else holds is theirs to give away.
    transfer: (customer === "talking" && mine === "talking") || (customer === "held" && mine === "holding"),
    hangUp: allows(PART_TABLE, mine, "end"),
    summarize: mine !== "ringing" && isTaken(part),
  };
}

/** Whether the call is also a call of this person. */
export const takesPart = ({ parts }: Pick<CallFacts, "parts">, personId: string): boolean =>
  parts.some((part) => part.personId === personId && isTaken(part));

/** Whether the call is within the person's reach for a permission: they have a part in it, or it belongs to a group of theirs. */
export const mayReach = (actor: Actor, permission: Reading, call: CallFacts): boolean =>
  isInReach(actor, permission, { skillGroupId: call.skillGroupId, takesPart: takesPart(call, actor.personId) });

export type Reading = "calls.read" | "recordings.play" | "recordings.download" | "signalling.read";

/** The same where it is known already whether they have a part in it. */
export function isInReach(actor: Actor, permission: Reading, call: { skillGroupId: string | null; takesPart: boolean }): boolean {
  const scope = scopeOf(actor, permission);
  if (scope === "all") return true;
  if (call.takesPart) return scope !== undefined;
  return scope === "group" && call.skillGroupId !== null && actor.groupIds.includes(call.skillGroupId);
}

/** Why somebody without a part in a call cannot act in it. That a call out of their reach exists is not told. */
export const foreignCall = (actor: Actor, call: CallFacts): AppError =>
  new AppError(
    call.parts.some(({ personId }) => personId === actor.personId) || mayReach(actor, "calls.read", call)
      ? "calls.not_yours"
      : "calls.not_found",
  );
