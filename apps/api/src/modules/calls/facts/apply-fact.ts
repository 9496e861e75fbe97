import type { FactBody, FactName, VoiceFact } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type SqlTx, sqlTransaction } from "../../../platform/db/transaction.ts";
import { type CallRow, lockCall, noteFact, takeNextFact } from "../call-row.repo.ts";
import { continueFlow } from "../ivr/run-flow.ts";
import { type PartRow, partsOf } from "../part.repo.ts";
import { outsidePartOn } from "../parts.ts";
import { callArrived } from "./call-arrived.ts";
import { legEnded, sessionEnded, sessionFailed } from "./leg-ended.ts";
import { mediaChanged, partLegChanged } from "./leg-health.ts";
import { calleeAlerting, calleeAnswered } from "./outbound-progress.ts";
import { outsideAlerting, outsideAnswered } from "./outside-progress.ts";
import { recordingEnded } from "./recording-ended.ts";

/** Facts that came before their predecessors, as `call/seq`. */
export type Gaps = Set<string>;

/**
 * Applies one fact of the voice service, at most once and in order per call: `fact_seq` moves in the same transaction as what the fact changes.
 * Throwing leaves the fact unacknowledged, so that it comes again.
 *
 * Voice sends what is unacknowledged again in order. A fact that comes a second time while its predecessor is still missing therefore follows one that
 * was acknowledged and then lost with the database's last moments (a failover): it is applied over the gap, or the call would never end.
 */
export async function applyFact(ctx: AppContext, fact: VoiceFact, boot: string, gaps: Gaps): Promise<void> {
  await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
    if (fact.fact.name === "call.arrived") return callArrived(tx, fact.callId, fact.fact, boot, fact.seq);
    const { callId, seq } = fact;
    // In one journey with the lock: what is read after it stays as it is.
    const [taken, parts] = await Promise.all([
      takeNextFact(tx, callId, seq),
      ABOUT_CUSTOMER.has(fact.fact.name) ? [] : partsOf(tx.rows, callId),
    ]);
    const call = taken ?? (await overGap(tx, fact, gaps));
    if (call) await apply(ctx, tx, call, parts, fact.fact);
  });
}

/** Facts in whose handling no part is looked at. */
const ABOUT_CUSTOMER: ReadonlySet<FactName> = new Set(["digit.pressed", "play.ended", "collect.ended", "recording.ended"]);

/** A fact that is not the next: it was applied before, or it belongs to a call refused at the door (which needs no answer), or one is missing before it. */
async function overGap(tx: SqlTx, { callId, seq }: VoiceFact, gaps: Gaps): Promise<CallRow | null> {
  const call = await lockCall(tx, callId);
  if (!call || seq <= call.factSeq) return null;
  if (!gaps.delete(`${callId}/${seq}`)) {
    gaps.add(`${callId}/${seq}`);
    throw new Error(`fact ${seq} before ${call.factSeq + 1}`);
  }
  await noteFact(tx, callId, seq);
  return call;
}

async function apply(
  ctx: AppContext,
  tx: SqlTx,
  call: CallRow,
  parts: PartRow[],
  fact: Exclude<FactBody, { name: "call.arrived" }>,
): Promise<unknown> {
  switch (fact.name) {
    case "leg.ringing":
    case "leg.early":
    case "leg.answered":
      return legProgressed(tx, call, parts, fact);
    case "leg.up":
      return partLegChanged(tx, call, parts, fact.legId, "up");
    case "leg.lost":
      return partLegChanged(tx, call, parts, fact.legId, "lost");
    case "leg.ended":
      return legEnded(ctx, tx, call, parts, fact.legId, fact.end);
    case "digit.pressed":
      return undefined; // keys inside a collect come with collect.ended, others are between the two people
    case "play.ended":
      return fact.why === "finished" ? continueFlow(tx, call, { kind: "played", playId: fact.playId }) : undefined;
    case "collect.ended":
      return fact.why === "stopped"
        ? undefined
        : continueFlow(tx, call, { kind: "collected", playId: fact.playId, digits: fact.digits, why: fact.why });
    case "media.silent":
      return mediaChanged(tx, call, parts, fact.legId, false);
    case "media.flowing":
      return mediaChanged(tx, call, parts, fact.legId, true);
    case "recording.ended":
      return recordingEnded(tx, call.id, fact);
    case "session.ended":
      return sessionEnded(tx, call, parts, fact.quality);
    case "session.failed":
      return sessionFailed(tx, call, parts);
  }
}

type Progress = Extract<FactBody, { name: "leg.ringing" | "leg.early" | "leg.answered" }>;

/** A phone outside rings or answers: the customer's, in a call out, or that of the number to which the call was transferred. */
function legProgressed(tx: SqlTx, call: CallRow, parts: PartRow[], fact: Progress): Promise<void> {
  const part = outsidePartOn(parts, fact.legId);
  if (fact.name !== "leg.answered") {
    const early = fact.name === "leg.early";
    return part ? outsideAlerting(tx, { call, parts, part }, fact.legId, early) : calleeAlerting(tx, call, parts, fact.legId, early);
  }
  if (part) return outsideAnswered(tx, { call, parts, part }, fact.legId, fact.codec);
  return calleeAnswered(tx, call, parts, fact.legId, fact.codec);
}
