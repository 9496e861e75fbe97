import { randomUUID } from "node:crypto";
import { type CallTransferTarget, type Contact, callEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { agentCallEnded, offerToAgent } from "../../agents/index.ts";
import { readGroupLoads } from "../../routing/index.ts";
import { settingsOf } from "../../settings/index.ts";
import { contactCan } from "../call.policy.ts";
import { type CallRow, moveCall } from "../call-row.repo.ts";
import { insertRing, type PartRow } from "../part.repo.ts";
import { insertTransfer } from "../transfer.repo.ts";
import { finishPart } from "./finish-part.ts";
import { onOwnCall } from "./own-call.ts";
import { dialOutside, outsideNumber } from "./transfer-outside.ts";
import { partFromCustomer, playMusic, waitAgain } from "./wait-again.ts";
import { wayOut, withinLimits } from "./way-out.ts";

/**
 * Gives the call to a colleague, who is rung at once, to a group, in whose queue it waits, or to an outside number, which is dialled. My part ends and my
 * wrap-up begins; the customer hears music until somebody answers. What becomes of it: TRANSFER_TABLE.
 */
export function transferCall(
  ctx: AppContext,
  actor: Actor,
  callId: string,
  given: { to: CallTransferTarget; note: string },
): Promise<Contact> {
  const { to } = given;
  if (to.kind !== "outside") return give(ctx, actor, callId, given, null);
  return withinLimits(ctx, actor, to.number, async () => give(ctx, actor, callId, given, await outsideNumber(ctx, actor, to.number)));
}

function give(
  ctx: AppContext,
  actor: Actor,
  callId: string,
  { to, note }: { to: CallTransferTarget; note: string },
  toNumber: string | null,
): Promise<Contact> {
  return onOwnCall(ctx, actor, callId, async (tx, { call, part, parts }) => {
    if (!contactCan(call, part, true, parts).transfer) throw new AppError("calls.state_refused");
    const transferId = randomUUID();
    const toPersonId = to.kind === "person" ? to.personId : null;
    const toSkillGroupId = to.kind === "group" ? to.skillGroupId : null;
    if (toPersonId === actor.personId) throw new AppError("calls.target_self");
    partFromCustomer(tx, call, part);
    await finishPart(tx, call, part, "transferred");
    await agentCallEnded(tx, actor.personId, part.id, { summaryDue: part.summaryState !== "saved" });
    await insertTransfer(tx, {
      id: transferId,
      callId,
      partId: part.id,
      fromPersonId: actor.personId,
      toPersonId,
      toSkillGroupId,
      toNumber,
      note,
      state: toSkillGroupId === null ? "ringing" : "waiting",
      at: tx.at,
    });
    if (to.kind === "person") await ringColleague(ctx, tx, call, to.personId);
    else if (to.kind === "group") await queueAtGroup(tx, call, part, actor, to.skillGroupId);
    else if (toNumber !== null) await dialOutside(tx, call, part, toNumber, await wayOut(ctx, tx, actor.personId, to.callerNumber));
    tx.record(callEvents.transferred, {
      entityId: callId,
      data: { agentId: actor.personId, partId: part.id, transferId, toPersonId, toSkillGroupId },
    });
  });
}

async function ringColleague(ctx: AppContext, tx: SqlTx, call: CallRow, personId: string): Promise<void> {
  const { ringTimeoutMs } = await settingsOf(ctx);
  const ringEndsAt = new Date(tx.at.getTime() + ringTimeoutMs);
  const partId = randomUUID();
  // Only a ready agent on a live page is rung: somebody who is called away at this moment is refused, and the giver keeps the call.
  if (!(await offerToAgent(tx, personId, { callId: call.id, partId }, ringEndsAt))) throw new AppError("calls.target_unavailable");
  await moveCall(tx, call, "ring", { queuedAt: tx.at });
  await ring(tx, call, { partId, personId, ringEndsAt, began: "transferred" });
  playMusic(tx, call, partId, []);
}

/** One person is rung without a queue. Their state and the call's are moved by the caller. */
export async function ring(
  tx: SqlTx,
  call: CallRow,
  { partId, personId, ringEndsAt, began }: { partId: string; personId: string; ringEndsAt: Date; began: "transferred" | "returned" },
): Promise<void> {
  await insertRing(tx, {
    id: partId,
    callId: call.id,
    role: "agent",
    state: "ringing",
    personId,
    skillGroupId: call.skillGroupId,
    legId: randomUUID(),
    began,
    callStartedAt: call.startedAt,
    startedAt: tx.at,
    ringEndsAt,
  });
}

async function queueAtGroup(tx: SqlTx, call: CallRow, part: PartRow, actor: Actor, groupId: string): Promise<void> {
  const [group] = await readGroupLoads(tx.rows, { at: tx.at, except: actor.personId, groupId });
  if (!group || group.onDuty === 0) throw new AppError("calls.target_unavailable");
  await waitAgain(tx, call, { skillGroupId: groupId, why: "transfer", isNext: false, first: () => [], playId: part.id });
}
