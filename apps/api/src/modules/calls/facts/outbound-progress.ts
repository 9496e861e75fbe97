import { callEvents } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { type CallRow, changeLeg, findLeg, moveCall } from "../call-row.repo.ts";
import { startTalk } from "../commands/start-talk.ts";
import { movePart, type PartRow } from "../part.repo.ts";
import { RINGBACK } from "../prompts.ts";

/** The called phone rings (180), or the network already sends sound (183 with SDP). */
export async function calleeAlerting(tx: SqlTx, call: CallRow, parts: PartRow[], legId: string, early: boolean): Promise<void> {
  if (legId !== call.customerLegId || (call.state !== "dialing" && call.state !== "alerting")) return;
  await changeLeg(tx, legId, { state: early ? "early" : "ringing" });
  const alerting = await moveCall(tx, call, "alert", { alertedAt: call.alertedAt ?? tx.at });
  const part = dialingPart(parts);
  if (part) await letAgentHearRinging(tx, alerting, part);
  tx.record(callEvents.alerting, { entityId: call.id, data: { early } });
}

/**
 * While the called phone rings the agent hears what the network sends, or our ringback tone when it sends nothing. Called when the ringing begins and
 * when the agent's audio comes later than that; an agent leg that is not there yet is no error.
 */
export async function letAgentHearRinging(tx: SqlTx, call: CallRow, part: PartRow): Promise<void> {
  if (call.state !== "alerting" || !call.customerLegId || !part.legId) return;
  const [customerLeg, agentLeg] = await Promise.all([findLeg(tx.rows, call.customerLegId), findLeg(tx.rows, part.legId)]);
  if (!agentLeg || !customerLeg) return;
  if (customerLeg.state === "early") tx.command({ name: "listen-in", callId: call.id, fromLeg: customerLeg.id, toLeg: agentLeg.id });
  else tx.command({ name: "play", callId: call.id, legId: agentLeg.id, playId: `ringback-${call.id}`, prompts: [RINGBACK], loop: true });
}

/** The called person answered: both talk. */
export async function calleeAnswered(tx: SqlTx, call: CallRow, parts: PartRow[], legId: string, codec: string | null): Promise<void> {
  await changeLeg(tx, legId, { state: "up", answeredAt: tx.at, codec });
  const part = dialingPart(parts);
  if (!part || legId !== call.customerLegId) return;
  const ringMs = tx.at.getTime() - (call.alertedAt ?? part.startedAt).getTime();
  const [answered] = await Promise.all([
    moveCall(tx, call, "answer", { answeredAt: tx.at }),
    movePart(tx, part, "answer", { answeredAt: tx.at, ringMs }),
  ]);
  await startTalk(tx, answered, part);
  tx.record(callEvents.answered, { entityId: call.id, data: { agentId: part.personId } });
}

/** The part of the agent who called out and waits for the customer to answer. */
const dialingPart = (parts: PartRow[]): PartRow | undefined => parts.find((part) => part.state === "dialing");
