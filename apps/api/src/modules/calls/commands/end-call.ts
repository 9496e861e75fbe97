import { type CallResult, type CallState, callEvents } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { dropPending } from "../../../platform/voice-link/voice-commands.repo.ts";
import { agentCallEnded, agentDialFailed, agentOfferEnded, agentVoiceLost } from "../../agents/index.ts";
import { leaveQueue } from "../../routing/index.ts";
import { type CallRow, moveCall } from "../call-row.repo.ts";
import { closeHold, closeHop, closeOffer } from "../waits.repo.ts";

export interface CallEnd {
  result: CallResult;
  endedBy: "customer" | "agent" | "system" | "carrier";
  sipStatus?: number | null;
  q850?: number | null;
}

/**
 * The one way a call ends, from whichever state: closes its spans, frees the queue and the agent, tells voice. The row must be locked by this transaction.
 */
export async function endCall(tx: SqlTx, call: CallRow, end: CallEnd): Promise<CallRow> {
  const over = { endedAt: tx.at, heldAt: null, ringEndsAt: null, trouble: null };
  const waited = call.state === "queued" || call.state === "ringing";
  const lost = end.result === "voice_lost";
  const [ended] = await Promise.all([
    moveCall(tx, call, "end", { ...timingsAtEnd(call, tx.at), ...columns(end), ...over }),
    waited && leaveQueue(tx, call.id),
    waited && closeHop(tx, call.id, end.endedBy === "customer" ? "abandoned" : "ended"),
    call.state === "ringing" && closeOffer(tx, call.id, "withdrawn"),
    call.state === "held" && closeHold(tx, call.id),
    freeAgent(tx, call, end.result),
    lost && dropPending(tx.rows, call.id),
  ]);
  if (!lost) tx.command({ name: "end-session", callId: call.id });
  tx.record(callEvents.ended, {
    entityId: call.id,
    data: { from: call.state as CallState, ...end, agentId: call.agentId, formerAgentId: call.state === "ringing" ? call.agentId : null },
  });
  return ended;
}

const columns = ({ result, endedBy, sipStatus = null, q850 = null }: CallEnd) => ({ result, endedBy, sipStatus, q850 });

async function freeAgent(tx: SqlTx, call: CallRow, result: CallResult): Promise<void> {
  if (!call.agentId) return;
  if (call.state === "ringing") {
    await agentOfferEnded(tx, call.agentId, call.id, "withdrawn");
  } else if (call.answeredAt) {
    await (result === "voice_lost" ? agentVoiceLost : agentCallEnded)(tx, call.agentId, call.id, {
      summaryDue: call.summaryState !== "saved",
    });
  } else {
    await agentDialFailed(tx, call.agentId, call.id);
  }
}

/** An unanswered offer leaves the call without an agent: it was nobody's. */
function timingsAtEnd(call: CallRow, at: Date) {
  const since = (moment: Date | null): number => (moment ? Math.max(0, at.getTime() - moment.getTime()) : 0);
  switch (call.state) {
    case "in_ivr":
      return { ivrMs: call.queuedAt ? call.ivrMs : since(call.startedAt) };
    case "queued":
      return { waitMs: since(call.queuedAt) };
    case "ringing":
      return { waitMs: since(call.queuedAt), ringMs: since(call.ringingAt), agentId: null, agentLegId: null };
    case "dialing":
    case "alerting":
      return { ringMs: since(call.ringingAt ?? call.startedAt) };
    default: {
      const holdMs = call.holdMs + since(call.heldAt);
      return { holdMs, talkMs: Math.max(0, since(call.answeredAt) - holdMs) };
    }
  }
}
