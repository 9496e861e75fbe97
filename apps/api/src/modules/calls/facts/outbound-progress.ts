import { callEvents } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { type CallRow, changeLeg, findLeg, moveCall } from "../call-row.repo.ts";
import { startTalk } from "../commands/start-talk.ts";
import { RINGBACK } from "../prompts.ts";

/** The called phone rings (180), or the network already sends sound (183 with SDP). */
export async function calleeAlerting(tx: SqlTx, call: CallRow, legId: string, early: boolean): Promise<void> {
  if (legId !== call.customerLegId || (call.state !== "dialing" && call.state !== "alerting")) return;
  await changeLeg(tx, legId, { state: early ? "early" : "ringing" });
  const alerting = await moveCall(tx, call, "alert", { ringingAt: call.ringingAt ?? tx.at });
  await letAgentHearRinging(tx, alerting);
  tx.record(callEvents.alerting, { entityId: call.id, data: { early } });
}

/**
 * While the called phone rings the agent hears what the network sends, or our ringback tone when it sends nothing. Called when the ringing begins and
 * when the agent's audio comes later than that; an agent leg that is not there yet is no error.
 */
export async function letAgentHearRinging(tx: SqlTx, call: CallRow): Promise<void> {
  if (call.state !== "alerting" || !call.customerLegId || !call.agentLegId) return;
  const [customerLeg, agentLeg] = [await findLeg(tx.rows, call.customerLegId), await findLeg(tx.rows, call.agentLegId)];
  if (!agentLeg || !customerLeg) return;
  if (customerLeg.state === "early") tx.command({ name: "listen-in", callId: call.id, fromLeg: customerLeg.id, toLeg: agentLeg.id });
  else tx.command({ name: "play", callId: call.id, legId: agentLeg.id, playId: `ringback-${call.id}`, prompts: [RINGBACK], loop: true });
}

/** The called person answered: both talk. */
export async function calleeAnswered(tx: SqlTx, call: CallRow, legId: string, codec: string | null): Promise<void> {
  await changeLeg(tx, legId, { state: "up", answeredAt: tx.at, codec });
  if (call.direction !== "outbound" || legId !== call.customerLegId || (call.state !== "dialing" && call.state !== "alerting")) return;
  const answered = await moveCall(tx, call, "answer", {
    answeredAt: tx.at,
    ringMs: tx.at.getTime() - (call.ringingAt ?? call.startedAt).getTime(),
  });
  await startTalk(tx, answered);
  tx.record(callEvents.answered, { entityId: call.id, data: { agentId: call.agentId } });
}
