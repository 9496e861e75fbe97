import { callEvents, type LegEnd } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { type CallRow, changeLeg, findLeg, moveCall } from "../call-row.repo.ts";
import { endCall } from "../commands/end-call.ts";
import { startTalk } from "../commands/start-talk.ts";
import { transferNotTaken } from "../commands/transfer-not-taken.ts";
import { transferTaken } from "../commands/transfer-taken.ts";
import { customerLegOf } from "../commands/wait-again.ts";
import { endedByOf } from "../ended-by.ts";
import { outboundResult } from "../outbound-result.ts";
import { movePart, type PartRow } from "../part.repo.ts";
import { RINGBACK } from "../prompts.ts";
import { dialOutsideAgain } from "./dial-again.ts";

/** A locked call with its parts; `part` is that of the outside number to which it was transferred. */
interface Outside {
  call: CallRow;
  parts: PartRow[];
  part: PartRow;
}

/** The outside phone rings, or its network sends sound: the customer hears that instead of the music. Nobody hears the customer yet. */
export async function outsideAlerting(tx: SqlTx, { call, part }: Outside, legId: string, early: boolean): Promise<void> {
  if (part.state !== "dialing") return;
  await changeLeg(tx, legId, { state: early ? "early" : "ringing" });
  const customerLeg = customerLegOf(call);
  if (early) tx.command({ name: "listen-in", callId: call.id, fromLeg: legId, toLeg: customerLeg });
  else tx.command({ name: "play", callId: call.id, legId: customerLeg, playId: `ringback-${part.id}`, prompts: [RINGBACK], loop: true });
}

/** The outside phone was answered: it and the customer talk. */
export async function outsideAnswered(tx: SqlTx, { call, parts, part }: Outside, legId: string, codec: string | null): Promise<void> {
  await changeLeg(tx, legId, { state: "up", answeredAt: tx.at, codec });
  if (part.state !== "dialing") return;
  const waited = tx.at.getTime() - (call.queuedAt ?? tx.at).getTime();
  const [answered] = await Promise.all([
    moveCall(tx, call, "answer", { waitMs: call.waitMs + waited }),
    movePart(tx, part, "answer", { answeredAt: tx.at, ringMs: tx.at.getTime() - part.startedAt.getTime() }),
  ]);
  await transferTaken(tx, parts, part);
  await startTalk(tx, answered, part);
  tx.record(callEvents.answered, { entityId: call.id, data: { agentId: null } });
}

/** The outside leg is gone. Before an answer the next trunk is tried, or the call comes back; after it the call is over. */
export async function outsideEnded(ctx: AppContext, tx: SqlTx, outside: Outside, end: LegEnd): Promise<void> {
  const { call, parts, part } = outside;
  if (part.state !== "dialing")
    return endCall(tx, call, parts, { result: "answered", endedBy: endedByOf(end, "outside"), partId: part.id });
  const leg = part.legId && (await findLeg(tx.rows, part.legId));
  const hasRung = leg ? leg.state !== "trying" : false;
  if (!(await dialOutsideAgain(tx, call, part, end, hasRung))) await transferNotTaken(ctx, tx, outside, outboundResult(end));
}
