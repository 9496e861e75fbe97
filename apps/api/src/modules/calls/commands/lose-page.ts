import { callEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, type SqlTx, sqlTransaction } from "../../../platform/db/transaction.ts";
import { agentPageLost } from "../../agents/index.ts";
import { enqueueFirst, isAnyOnDuty } from "../../routing/index.ts";
import type { Ring } from "../call.repo.ts";
import { type CallRow, findLeg, moveCall } from "../call-row.repo.ts";
import { languageOf, letWait, WAIT_WITHOUT_FLOW, waitingAt } from "../ivr/wait-music.ts";
import { lockWithParts, type PartRow } from "../part.repo.ts";
import { AGENT_LOST } from "../prompts.ts";
import { openHop } from "../waits.repo.ts";
import { endCall, finishPart } from "./end-call.ts";

/**
 * The agent's page and sound stayed away longer than the grace time: the part ends, the agent goes off duty. A caller hears an announcement and waits at
 * the head of the group's queue; with nobody on duty there, and in calls out, the customer hears a farewell and the call ends. The summary of the part
 * stays to be finished. All conditions are checked again under the locks: the page that returns and the processes that sweep cannot both act.
 */
export async function losePage(ctx: AppContext, { callId, partId }: Ring): Promise<void> {
  try {
    await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
      const [call, parts] = await lockWithParts(tx, callId);
      const part = parts.find((each) => each.id === partId);
      if (!call || !part?.personId || part.state === "ringing" || part.state === "ended" || (await isHeard(tx, part))) return;
      const gone = await agentPageLost(tx, part.personId, part.id, { answered: part.answeredAt !== null });
      if (!gone) return;
      const groupId = await whereToWait(tx, call);
      if (groupId === null) await sayFarewell(tx, call, parts, part);
      else await queueAgain(tx, call, part, groupId);
      const next = groupId === null ? "ended" : "queued";
      tx.record(callEvents.pageLost, { entityId: callId, data: { agentId: part.personId, partId, next } });
    });
  } catch (error) {
    if (!(error instanceof RaceLost)) throw error;
  }
}

/** Sound that still flows is a talk that goes on, although the page's socket is gone. */
async function isHeard(tx: SqlTx, part: PartRow): Promise<boolean> {
  const leg = part.legId === null ? null : await findLeg(tx.rows, part.legId);
  return leg?.state === "up" && part.trouble !== "agent_silent";
}

/** The group in whose queue the caller waits again; null: the call has none, or nobody in it is on duty. */
async function whereToWait(tx: SqlTx, { direction, skillGroupId }: CallRow): Promise<string | null> {
  if (direction !== "inbound" || skillGroupId === null) return null;
  return (await isAnyOnDuty(tx.rows, skillGroupId, tx.at)) ? skillGroupId : null;
}

async function queueAgain(tx: SqlTx, call: CallRow, part: PartRow, skillGroupId: string): Promise<void> {
  const { id: callId, customerLegId: legId } = call;
  if (!legId) throw new Error("a call with an agent has the customer's leg");
  const waiting = await waitingAt(tx, call);
  const node = waiting?.node ?? WAIT_WITHOUT_FLOW;
  const overflowAt = waiting && node.maxWaitMs !== null ? new Date(tx.at.getTime() + node.maxWaitMs) : null;
  await Promise.all([
    moveCall(tx, call, "requeue", { queuedAt: tx.at }),
    finishPart(tx, call, part, "page_lost"),
    openHop(tx, callId, skillGroupId, "page_lost"),
    enqueueFirst(tx, { callId, skillGroupId, enteredAt: tx.at, overflowAt }),
  ]);
  if (call.state === "held") tx.command({ name: "resume-leg", callId, legId });
  tx.command({ name: "unbridge", callId });
  if (part.legId) tx.command({ name: "hang-up-leg", callId, legId: part.legId });
  const first = [AGENT_LOST[languageOf(node)].again];
  await letWait(tx, { callId, legId, playId: waiting?.waitId ?? part.id, node, first });
}

async function sayFarewell(tx: SqlTx, call: CallRow, parts: PartRow[], part: PartRow): Promise<void> {
  const waiting = await waitingAt(tx, call);
  const farewell = call.answeredAt === null ? undefined : [AGENT_LOST[languageOf(waiting?.node ?? WAIT_WITHOUT_FLOW)].farewell];
  await endCall(tx, call, parts, { result: "page_lost", endedBy: "system", partId: part.id, farewell });
}
