import { type CallResult, callEvents, type LegEnd, type LegQuality } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { type CallRow, changeCall, changeLeg } from "../call-row.repo.ts";
import { customerLeaves } from "../commands/consult/customer-leaves.ts";
import { type CallEnd, endCall } from "../commands/end-call.ts";
import { endedByOf } from "../ended-by.ts";
import { pathWhenLeaving } from "../ivr/run-flow.ts";
import { outboundResult } from "../outbound-result.ts";
import type { PartRow } from "../part.repo.ts";
import { outsidePartOn } from "../parts.ts";
import { dialAgain } from "./dial-again.ts";
import { outsideEnded } from "./outside-progress.ts";

/** A leg is gone. The customer's leg ends the call, and so does that of an outside party; the agent's leg may come back with another page. */
export async function legEnded(ctx: AppContext, tx: SqlTx, call: CallRow, parts: PartRow[], legId: string, end: LegEnd): Promise<void> {
  const { by: endedBy, sipStatus, q850, code: endCode = null } = end;
  const outside = outsidePartOn(parts, legId);
  if (outside) await outsideEnded(ctx, tx, { call, parts, part: outside }, end);
  const leg = changeLeg(tx, legId, { state: "ended", endedAt: tx.at, endedBy, sipStatus, q850, endCode });
  await Promise.all([
    leg,
    legId === call.customerLegId && call.state !== "ended" && call.state !== "left" && customerLeft(tx, call, parts, end),
  ]);
}

async function customerLeft(tx: SqlTx, call: CallRow, parts: PartRow[], end: LegEnd): Promise<void> {
  if (await dialAgain(tx, call, end)) return;
  const left = call.state === "in_ivr" ? await changeCall(tx, call, { ivrPath: await pathWhenLeaving(tx, call) }) : call;
  const how = howItEnded(call, end);
  if (!(await customerLeaves(tx, left, parts, how))) await endCall(tx, left, parts, how);
}

function howItEnded(call: CallRow, end: LegEnd): CallEnd {
  const { sipStatus, q850 } = end;
  if (call.state === "dialing" || call.state === "alerting")
    return { result: outboundResult(end), endedBy: end.by === "local" ? "system" : "carrier", sipStatus, q850 };
  const endedBy = endedByOf(end, "customer");
  return { result: inboundResult(call.state, end.by === "local"), endedBy, sipStatus, q850 };
}

/** What a call that left means, by where it was. */
function inboundResult(state: string, byFlow: boolean): CallResult {
  if (state === "queued") return "abandoned_in_queue";
  if (state === "ringing") return "abandoned_ringing";
  if (state === "in_ivr") return byFlow ? "ended_by_flow" : "abandoned_in_ivr";
  return "answered";
}

/** The last fact of a session. Nothing is left to end, unless the leg's own end was never told. */
export async function sessionEnded(tx: SqlTx, call: CallRow, parts: PartRow[], quality: LegQuality | undefined): Promise<void> {
  if (quality) tx.record(callEvents.qualityMeasured, { entityId: call.id, data: { quality } });
  if (call.state !== "ended") await endCall(tx, call, parts, { result: inboundResult(call.state, true), endedBy: "system" });
}

/** A media process died with the call's sound. */
export async function sessionFailed(tx: SqlTx, call: CallRow, parts: PartRow[]): Promise<void> {
  if (call.state !== "ended") await endCall(tx, call, parts, { result: "voice_lost", endedBy: "system" });
}
