import { z } from "zod";
import { agentState } from "../agents/states.ts";
import { id, moment, personRef, skillGroupRef } from "../kernel/shapes.ts";
import { transferState } from "./states.ts";

/** Why a colleague did not take a transferred call: they let it ring, or their page was gone or they went off duty. */
export const transferFailure = z.enum(["missed", "gone"]);
export type TransferFailure = z.infer<typeof transferFailure>;
/** To whom a call is transferred. */
export const callTransferTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("person"), personId: id }),
  z.object({ kind: z.literal("group"), skillGroupId: id }),
]);
export type CallTransferTarget = z.infer<typeof callTransferTarget>;
/** One transfer of a call, as everybody in the call sees it. `state` is that of TRANSFER_TABLE. */
export const transfer = z.object({
  id,
  /** The giver's part, which ended with it. */
  partId: id,
  from: personRef,
  /** One of the two: a colleague or a group. */
  to: z.object({ person: personRef.nullable(), skillGroup: skillGroupRef.nullable() }),
  /** What the giver wrote for the receiver, e.g. what was promised to the customer. */
  note: z.string(),
  at: moment,
  state: transferState,
  endedAt: moment.nullable(),
  /** Why the colleague did not take it; null while it rings, when it was taken, and for groups. */
  failure: transferFailure.nullable(),
  /** Who took it; in `returned` the giver. */
  takenBy: personRef.nullable(),
});
export type Transfer = z.infer<typeof transfer>;

/** Why a colleague or a group cannot be chosen; null when they can. */
export const targetRefusal = z.enum([
  "off_duty",
  "on_break",
  "outbound_only",
  "ringing",
  "on_call",
  "wrap_up",
  "disconnected",
  "nobody_on_duty",
]);
export type TargetRefusal = z.infer<typeof targetRefusal>;
const choosable = { can: z.object({ choose: z.boolean(), why: targetRefusal.nullable() }) };
export const colleagueTarget = z.object({
  person: personRef,
  employeeNumber: z.string().nullable(),
  /** What the name is found by besides itself: its pinyin, a syllable for each character, with spaces. */
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
