import { callEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { getAgent } from "../../agents/index.ts";
import { foreignCall } from "../call.policy.ts";
import { upsertAgentLeg } from "../call.repo.ts";
import { type CallRow, findCall, findLeg } from "../call-row.repo.ts";
import { letAgentHearRinging } from "../facts/outbound-progress.ts";
import { lockWithParts, type PartRow, partsOf } from "../part.repo.ts";
import { openPartOf } from "../parts.ts";

/**
 * Connects (or, after a reload, reconnects) the microphone and speaker of the page that owns the audio. The leg keeps its id: what it is bridged
 * to stays, so the customer notices at most a moment of silence.
 */
export async function connectAudio(
  ctx: AppContext,
  actor: Actor,
  callId: string,
  tabId: string,
  offer: string,
): Promise<{ answer: string; legId: string }> {
  const reader = ctx.db.prisma;
  const [call, parts, agent] = await Promise.all([findCall(reader, callId), partsOf(reader, callId), getAgent(reader, actor.personId)]);
  const { legId } = usablePart(actor, call, parts);
  if (agent?.audioTab !== tabId) throw new AppError("agents.audio_elsewhere");

  const answer = await ctx.voice.request({ name: "connect-agent-leg", callId, legId, offer });
  if (!answer) throw new AppError("voice.unavailable");
  await sqlTransaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const [now, partsNow] = await lockWithParts(tx, callId);
    const part = usablePart(actor, now, partsNow);
    if (part.legId !== legId) throw new AppError("calls.answered_elsewhere");
    const before = await findLeg(tx.rows, legId);
    await upsertAgentLeg(tx, { id: legId, callId, personId: actor.personId, tabId, party: actor.personId });
    if (!before && now) await letAgentHearRinging(tx, now, part);
    tx.record(callEvents.audioConnecting, { entityId: callId, data: { agentId: actor.personId } });
  });
  return { answer, legId };
}

function usablePart(actor: Actor, call: CallRow | null, parts: PartRow[]): PartRow & { legId: string } {
  if (!call) throw new AppError("calls.not_found");
  if (!parts.some(({ personId }) => personId === actor.personId)) throw foreignCall(actor, { ...call, parts });
  if (call.state === "ended") throw new AppError("calls.ended");
  const part = openPartOf(parts, actor.personId);
  if (!part?.legId) throw new AppError("calls.not_yours");
  return { ...part, legId: part.legId };
}
