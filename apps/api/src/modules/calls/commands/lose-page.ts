import { callEvents, type Language } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, type SqlTx, sqlTransaction } from "../../../platform/db/transaction.ts";
import { agentPageLost } from "../../agents/index.ts";
import { isAnyOnDuty } from "../../routing/index.ts";
import type { Ring } from "../call.repo.ts";
import type { CallRow } from "../call-row.repo.ts";
import { lockWithParts, type PartRow } from "../part.repo.ts";
import { isConsulted, isConsulting } from "../parts.ts";
import { AGENT_LOST } from "../prompts.ts";
import { closeConsultation, consultingIn, releaseColleague } from "./consult/colleague-part.ts";
import { endWithCustomerBack } from "./consult/go-back.ts";
import { endCall } from "./end-call.ts";
import { finishPart } from "./finish-part.ts";
import { isHeard, type OwnCall } from "./own-call.ts";
import { howToWait, partFromCustomer, waitAgain } from "./wait-again.ts";

/**
 * The agent's page and sound stayed away longer than the grace time: the part ends, the agent goes off duty. A caller hears an announcement and waits at
 * the head of the group's queue; with nobody on duty there, and in calls out, the customer hears a farewell and the call ends. The summary of the part
 * stays to be finished. A consultation ends as CONSULTATION_TABLE says. All conditions are checked again under the locks: the page that returns and the processes that sweep cannot both act.
 */
export async function losePage(ctx: AppContext, { callId, partId }: Ring): Promise<void> {
  try {
    await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
      const [call, parts] = await lockWithParts(tx, callId);
      const part = parts.find((each) => each.id === partId);
      if (!call || !part?.personId || part.state === "ringing" || part.state === "ended" || (await isHeard(tx, part))) return;
      const gone = await agentPageLost(tx, part.personId, part.id, { answered: part.answeredAt !== null });
      if (!gone) return;
      if (isConsulted(part) && call.state !== "left") return loseColleague(tx, { call, part, parts });
      const groupId = call.state === "left" ? null : await whereToWait(tx, call);
      if (groupId === null) await sayFarewell(tx, call, parts, part);
      else await queueAgain(tx, { call, part, parts }, groupId);
      const next = groupId === null ? "ended" : "queued";
      tx.record(callEvents.pageLost, { entityId: callId, data: { agentId: part.personId, partId, next } });
    });
  } catch (error) {
    if (!(error instanceof RaceLost)) throw error;
  }
}

/** The group in whose queue the caller will wait; null when the call has no group, or nobody in the group is on duty. */
async function whereToWait(tx: SqlTx, { direction, skillGroupId }: CallRow): Promise<string | null> {
  if (direction !== "inbound" || skillGroupId === null) return null;
  return (await isAnyOnDuty(tx.rows, skillGroupId, tx.at)) ? skillGroupId : null;
}

/** A consulted colleague is gone: the customer talks with the asker. */
async function loseColleague(tx: SqlTx, { call, part, parts }: OwnCall): Promise<void> {
  const consulting = await consultingIn(tx, call, parts);
  await endWithCustomerBack(tx, consulting, "colleague_lost", "gone", () => finishPart(tx, call, part, "page_lost"));
  if (part.legId) tx.command({ name: "hang-up-leg", callId: call.id, legId: part.legId });
}

async function queueAgain(tx: SqlTx, { call, part, parts }: OwnCall, skillGroupId: string): Promise<void> {
  if (isConsulting(parts)) {
    const consulting = await consultingIn(tx, call, parts);
    await releaseColleague(tx, consulting, "call_ended");
    await closeConsultation(tx, consulting, "asker_lost", "asker_gone");
  }
  await finishPart(tx, call, part, "page_lost");
  partFromCustomer(tx, call, part);
  const first = (language: Language) => [AGENT_LOST[language].again];
  await waitAgain(tx, call, { skillGroupId, why: "page_lost", isNext: true, first, playId: part.id });
}

async function sayFarewell(tx: SqlTx, call: CallRow, parts: PartRow[], part: PartRow): Promise<void> {
  const farewell =
    call.answeredAt === null || call.state === "left" ? undefined : [AGENT_LOST[(await howToWait(tx, call)).language].farewell];
  await endCall(tx, call, parts, { result: "page_lost", endedBy: "system", partId: part.id, farewell });
}
