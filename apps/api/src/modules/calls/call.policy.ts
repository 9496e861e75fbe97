import { allows, CALL_TABLE, type CallState, PART_TABLE, type PartState } from "@cloverdesk/contracts";
import type { Actor } from "../../platform/http/actor.ts";
import { scopeOf } from "../../platform/http/actor.ts";
import { AppError } from "../../platform/http/app-error.ts";
import type { PartRow } from "./part.repo.ts";
import { isConsulted, isConsulting, isTaken } from "./parts.ts";

/** What a policy needs to know of a call: its group, and who has a part in it. */
export interface CallFacts {
  skillGroupId: string | null;
  parts: { personId: string | null; outcome: string | null }[];
}

type PartFacts = Pick<PartRow, "state" | "role">;

/** What a party can do now: where the customer is, where the party is, and whether somebody is consulted, must all allow it. `parts` are those of the call. */
export function contactCan(call: { state: string }, part: PartFacts & { outcome: string | null }, legUsable: boolean, parts: PartFacts[]) {
  const [customer, mine] = [call.state as CallState, part.state as PartState];
  const talking = mine === "talking" || mine === "holding";
  // A consulted colleague has nothing to do with the customer. While somebody is consulted the customer's music comes and goes with the consultation.
  const serves = !isConsulted(part);
  const isFree = serves && !isConsulting(parts);
  // Whom somebody else holds is theirs to give away.
  const hasCustomer = (customer === "talking" && mine === "talking") || (customer === "held" && mine === "holding");
  const asked = serves && hasCustomer ? parts.find((each) => isConsulted(each) && each.state !== "ended") : undefined;
  const withBoth = asked?.state === "talking";
  return {
    answer: mine === "ringing" && allows(PART_TABLE, mine, "answer") && (!serves || allows(CALL_TABLE, customer, "answer")),
    mute: talking,
    hold: isFree && allows(CALL_TABLE, customer, "hold") && allows(PART_TABLE, mine, "hold"),
    resume: isFree && allows(CALL_TABLE, customer, "resume") && allows(PART_TABLE, mine, "resume"),
    keypad: serves && customer === "talking" && mine === "talking" && legUsable,
    transfer: isFree && hasCustomer,
    consult: isFree && hasCustomer,
    swap: withBoth,
    goBack: asked !== undefined,
    complete: withBoth,
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
