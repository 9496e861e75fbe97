import type { Summary } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Reader } from "../../../platform/db/client.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { mayReach } from "../call.policy.ts";
import { findCall } from "../call-row.repo.ts";
import { emptySummary, presentSummary } from "../record.presenter.ts";
import { personNames } from "../records.repo.ts";
import { findSummary } from "../summary.repo.ts";

export async function readSummary(reader: Reader, callId: string): Promise<Summary> {
  const row = await findSummary(reader, callId);
  return row ? presentSummary(row, await personNames(reader, row.byId ? [row.byId] : [])) : emptySummary(callId);
}

/** The summary or its draft, for whoever may see the call. */
export async function callSummary(ctx: AppContext, actor: Actor, callId: string): Promise<Summary> {
  const call = await findCall(ctx.db.prisma, callId);
  if (!call || !(call.agentId === actor.personId || mayReach(actor, "calls.read", call))) throw new AppError("calls.not_found");
  return readSummary(ctx.db.prisma, callId);
}
