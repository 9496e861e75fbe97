import { type CallResult, type CallState, callEvents, type EndedBy, type PartOutcome, type TransferFailure } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { dropPending } from "../../../platform/voice-link/voice-commands.repo.ts";
import { agentCallEnded, agentDialFailed, agentOfferEnded, agentReturnWithdrawn, agentVoiceLost } from "../../agents/index.ts";
import { leaveQueue } from "../../routing/index.ts";
import { type CallRow, moveCall } from "../call-row.repo.ts";
import { movePart, type PartRow } from "../part.repo.ts";
import { isConsulted, isConsulting } from "../parts.ts";
import { moveTransfer, openTransfer } from "../transfer.repo.ts";
import { closeHop, closeOffer } from "../waits.repo.ts";
import { endConsultation } from "./consult/end-consultation.ts";
import { finishPart, over, since } from "./finish-part.ts";

export interface CallEnd {
  result: CallResult;
  endedBy: EndedBy;
  /** The part whose party hung up. */
  partId?: string;
  sipStatus?: number | null;
  q850?: number | null;
  /** Why the target of an open transfer did not take it, when the call ends with that. */
  failure?: TransferFailure | undefined;
  /** Prompts that the customer hears before the line is closed. */
  farewell?: string[] | undefined;
}

/**
 * The one way a call ends, from whichever state: ends its open parts, closes its spans, frees the queue and the agents, tells voice. The call must be
 * locked by this transaction, and `parts` read under the lock. Of a call that the customer has left the result and the times stay what they were then.
 */
export async function endCall(tx: SqlTx, call: CallRow, parts: PartRow[], end: CallEnd): Promise<void> {
  const open = parts.filter((part) => part.state !== "ended");
  const waited = call.state === "queued" || call.state === "ringing";
  const lost = end.result === "voice_lost";
  const wasLeft = call.state === "left";
  const atEnd = wasLeft ? {} : { ...timingsAtEnd(call, parts, tx.at), ...resultColumns(end), endedAt: tx.at };
  if (isConsulting(parts)) await endConsultation(tx, call, parts, end);
  await Promise.all([
    moveCall(tx, call, "end", { ...atEnd, trouble: null }),
    waited && leaveQueue(tx, call.id),
    waited && closeHop(tx, call.id, end.endedBy === "customer" ? "abandoned" : "ended"),
    ...open.map((part) => endPart(tx, call, parts, part, end)),
    lost && dropPending(tx.rows, call.id),
    parts.some(({ outcome }) => outcome === "transferred") && endTransfer(tx, call.id, end.failure),
  ]);
  if (!lost) tx.command({ name: "end-session", callId: call.id, ...farewellOf(call, end) });
  const how = wasLeft ? resultOf(call) : resultColumns(end);
  const rung = open.find((part) => part.state === "ringing");
  tx.record(callEvents.ended, {
    entityId: call.id,
    data: { from: call.state as CallState, ...how, agentId: open[0]?.personId ?? null, formerAgentId: rung?.personId ?? null },
  });
}

const farewellOf = ({ customerLegId }: CallRow, { farewell }: CallEnd) =>
  farewell && customerLegId ? { farewell: { legId: customerLegId, prompts: farewell } } : {};

export const resultColumns = ({ result, endedBy, sipStatus = null, q850 = null }: CallEnd) => ({ result, endedBy, sipStatus, q850 });

/** What came of a call whose customer has left already. */
const resultOf = ({ result, endedBy, sipStatus, q850 }: CallRow) => ({
  result: result as CallResult,
  endedBy: endedBy as EndedBy,
  sipStatus,
  q850,
});

/** The party is let go with the call: a ring is withdrawn, a talk ends. */
async function endPart(tx: SqlTx, call: CallRow, parts: PartRow[], part: PartRow, end: CallEnd): Promise<void> {
  if (part.state === "ringing") {
    await Promise.all([
      movePart(tx, part, "withdraw", { ...over(tx.at), outcome: "withdrawn", ringMs: since(part.startedAt, tx.at) }),
      closeOffer(tx, part, "withdrawn"),
      part.personId && stopRinging(tx, parts, part, part.personId),
    ]);
    return;
  }
  await Promise.all([finishPart(tx, call, part, outcomeOf(part, end)), part.personId && freeAgent(tx, part, part.personId, end.result)]);
}

/** A giver at whom the call rings again goes back to the wrap-up that the ring interrupted; everybody else is ready. */
async function stopRinging(tx: SqlTx, parts: PartRow[], part: PartRow, personId: string): Promise<void> {
  const givers = parts.findLast(({ outcome, personId: giver }) => outcome === "transferred" && giver === personId);
  if (part.began !== "returned" || !givers || givers.wrapUpEndedAt !== null) await agentOfferEnded(tx, personId, part.id, "withdrawn");
  else await agentReturnWithdrawn(tx, personId, part.id, { formerPartId: givers.id, summaryDue: givers.summaryState !== "saved" });
}

/** Ends a transfer that nobody has taken yet. */
async function endTransfer(tx: SqlTx, callId: string, failure: TransferFailure | undefined): Promise<void> {
  const transfer = await openTransfer(tx, callId);
  if (transfer) await moveTransfer(tx, transfer, "end", failure && { failure });
}

function outcomeOf(part: PartRow, end: CallEnd): PartOutcome {
  if (end.result === "voice_lost") return "voice_lost";
  if (end.result === "page_lost" && part.id === end.partId) return "page_lost";
  return part.id === end.partId ? "hung_up" : "call_ended";
}

async function freeAgent(tx: SqlTx, part: PartRow, personId: string, result: CallResult): Promise<void> {
  if (!part.answeredAt) await agentDialFailed(tx, personId, part.id);
  else
    await (result === "voice_lost" ? agentVoiceLost : agentCallEnded)(tx, personId, part.id, {
      summaryDue: !isConsulted(part) && part.summaryState !== "saved",
    });
}

/** The customer's times as they stand when the call ends. */
export function timingsAtEnd(call: CallRow, parts: PartRow[], at: Date) {
  const talkMs = parts.reduce((sum, part) => sum + talkedIn(part, at), 0);
  if (call.state === "in_ivr") return { talkMs, ivrMs: call.queuedAt ? call.ivrMs : since(call.startedAt, at) };
  if (call.state === "queued" || call.state === "ringing") return { talkMs, waitMs: call.waitMs + since(call.queuedAt, at) };
  return { talkMs };
}

/** How long the agent of this part has talked with the customer, holds left out. */
function talkedIn(part: PartRow, at: Date): number {
  if (part.role !== "agent" || !part.answeredAt) return 0;
  const until = part.endedAt ?? at;
  return Math.max(0, since(part.answeredAt, until) - part.holdMs - since(part.heldAt, until));
}
