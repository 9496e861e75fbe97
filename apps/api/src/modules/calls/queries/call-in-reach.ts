import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { mayReach, type Reading } from "../call.policy.ts";
import { type CallRow, findCall } from "../call-row.repo.ts";
import { partsOf } from "../part.repo.ts";

/** A call whose record the person may see and for which they have the permission. One out of reach is answered like one that does not exist. */
export async function callInReach(ctx: AppContext, actor: Actor, permission: Reading, callId: string): Promise<CallRow> {
  const [call, parts] = await Promise.all([findCall(ctx.db.prisma, callId), partsOf(ctx.db.prisma, callId)]);
  if (!call || !mayReach(actor, "calls.read", { ...call, parts })) throw new AppError("calls.not_found");
  if (!mayReach(actor, permission, { ...call, parts })) throw new AppError("auth.forbidden");
  return call;
}
