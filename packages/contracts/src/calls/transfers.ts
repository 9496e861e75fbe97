import { z } from "zod";
import { agentState } from "../agents/states.ts";
import { e164, id, moment, personRef, shownNumber, skillGroupRef } from "../kernel/shapes.ts";
import { phone } from "../kernel/text.ts";
import { transferState } from "./states.ts";

/** Results of calls to a telephone that was not answered; part of `CALL_RESULTS`. */
export const unansweredResult = z.enum(["busy", "no_answer", "refused", "invalid_number", "unreachable", "congestion", "failed"]);
export type UnansweredResult = z.infer<typeof unansweredResult>;
/**
 * Why a transferred call was not taken. A colleague let it ring (`missed`), or their page was gone or they went off duty (`gone`). An outside number: what
 * the network said.
 */
export const transferFailure = z.enum(["missed", "gone", ...unansweredResult.options]);
export type TransferFailure = z.infer<typeof transferFailure>;
/** To whom a call is transferred. */
export const callTransferTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("person"), personId: id }),
  z.object({ kind: z.literal("group"), skillGroupId: id }),
  /** An outside number in any form; `callerNumber` is the number of ours that it sees, by default the first that is granted to the giver. */
  z.object({ kind: z.literal("outside"), number: phone(), callerNumber: e164.optional() }),
]);
export type CallTransferTarget = z.infer<typeof callTransferTarget>;
/** One transfer of a call, as everybody in the call sees it. `state` is that of TRANSFER_TABLE. */
export const transfer = z.object({
  id,
  /** The giver's part, which ended with it. */
  partId: id,
  from: personRef,
  /** One of the three: a colleague, a group or an outside number. */
  to: z.object({
    person: personRef.nullable(),
    skillGroup: skillGroupRef.nullable(),
    outside: z.object(shownNumber).nullable(),
  }),
  /** What the giver wrote for the receiver, e.g. what was promised to the customer. */
  note: z.string(),
  at: moment,
  state: transferState,
  endedAt: moment.nullable(),
  /** Why the colleague or the outside number did not take it; null while it rings, when it was taken, and for groups. */
  failure: transferFailure.nullable(),
  /** Who took it; in `returned` the giver. Null when an outside number did. */
  takenBy: personRef.nullable(),
});
export type Transfer = z.infer<typeof transfer>;

/** Why a target of a transfer cannot be chosen; null when it can. The last two are of outside numbers: no permission to call out, no caller number granted. */
export const targetRefusal = z.enum([
  "off_duty",
  "on_break",
  "outbound_only",
  "ringing",
  "on_call",
  "wrap_up",
  "disconnected",
  "nobody_on_duty",
  "not_permitted",
  "no_caller_number",
]);
export type TargetRefusal = z.infer<typeof targetRefusal>;
export const choosable = { can: z.object({ choose: z.boolean(), why: targetRefusal.nullable() }) };
export const colleagueTarget = z.object({
  person: personRef,
  employeeNumber: z.string().nullable(),
  /** The pinyin of the name, by which it is found too: one syllable per character, separated by spaces. */
  spelling: z.string(),
  state: agentState,
  /** Since when they are in their state; null for somebody who never was on duty. */
  since: moment.nullable(),
  /** Groups of the colleague. */
  skillGroups: z.array(skillGroupRef),
  ...choosable,
});
export type ColleagueTarget = z.infer<typeof colleagueTarget>;
export const groupTarget = z.object({
  skillGroup: skillGroupRef,
  spelling: z.string(),
  /** Members who can be rung now, the asking person left out. */
  ready: z.number().int(),
  /** Members at work, the asking person left out. */
  onDuty: z.number().int(),
  waiting: z.number().int(),
  ...choosable,
});
export type GroupTarget = z.infer<typeof groupTarget>;
