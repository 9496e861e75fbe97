import type { Summary } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Reader } from "../../../platform/db/client.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { mayReach } from "../call.policy.ts";
import { findCall } from "../call-row.repo.ts";
import { askersOf } from "../consultation.repo.ts";
import { partsOf } from "../part.repo.ts";
import { isConsulted, isTaken, openPartOf, takenPartOf } from "../parts.ts";
import { emptySummary, presentSummary, writersOf } from "../record.presenter.ts";
import { personNames } from "../records.repo.ts";
import { findSummary } from "../summary.repo.ts";

/** What stands of a part's summary. */
export async function readSummary(reader: Reader, callId: string, partId: string): Promise<Summary> {
  const row = await findSummary(reader, partId);
  return row ? presentSummary(row, callId, await personNames(reader, writersOf(row))) : emptySummary(callId, partId);
}

/** What the people wrote who transferred the call before my part of it began, or asked me about it, drafts included; in their order. */
export async function givenSummaries(ctx: AppContext, actor: Actor, callId: string): Promise<Summary[]> {
  const reader = ctx.db.prisma;
  const parts = await partsOf(reader, callId);
  const mine = openPartOf(parts, actor.personId) ?? takenPartOf(parts, actor.personId);
  if (!mine) throw new AppError("calls.not_found");
  const askers = await askersOf(reader, callId, actor.personId);
  const given = parts.filter(
    (part) =>
      askers.includes(part.id) || (part.outcome === "transferred" && part.personId !== actor.personId && part.startedAt < mine.startedAt),
  );
  const summaries = await Promise.all(given.map((part) => readSummary(reader, callId, part.id)));
  return summaries.filter(({ version }) => version > 0);
}

/** My summary of the call or its draft; where I have no part, but may see the call, the one of the latest part. */
export async function callSummary(ctx: AppContext, actor: Actor, callId: string): Promise<Summary> {
  const reader = ctx.db.prisma;
  const [call, parts] = await Promise.all([findCall(reader, callId), partsOf(reader, callId)]);
  const mine = takenPartOf(parts, actor.personId);
  if (!call || !(mine || mayReach(actor, "calls.read", { ...call, parts }))) throw new AppError("calls.not_found");
  const part = mine ?? parts.findLast((each) => each.personId !== null && isTaken(each) && !isConsulted(each));
  return part ? readSummary(reader, callId, part.id) : emptySummary(callId, null);
}
