import path from "node:path";
import { type callEndpoints, type Output, recordingEvents } from "@cloverdesk/contracts";
import { readPeaks } from "@cloverdesk/media/peaks";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { recordAudit, wasAudited } from "../../identity/index.ts";
import { readyRecording } from "../recording.repo.ts";
import { callInReach } from "./call-in-reach.ts";

/** The file of a finished recording that the person may reach. */
export async function recordingFile(ctx: AppContext, actor: Actor, callId: string, permission: "recordings.play" | "recordings.download") {
  await callInReach(ctx, actor, permission, callId);
  const recording = await readyRecording(ctx.db.prisma, callId);
  if (!recording) throw new AppError("calls.no_recording");
  return {
    root: path.resolve(ctx.env.RECORDINGS_DIR),
    file: recording.file,
    recordingId: recording.id,
    durationMs: recording.durationMs ?? 0,
  };
}

/** A player asks for the rest of what it began, and asks for it again when somebody seeks, for so long. */
const ONE_ACCESS_MS = 10 * 60_000;

/** Every access is audited. Asking for a later part (`goesOn`) is one with the access that it follows, if it follows one. */
export async function auditAccess(
  ctx: AppContext,
  actor: Actor,
  callId: string,
  access: keyof typeof recordingEvents,
  goesOn: boolean,
): Promise<void> {
  const verb = recordingEvents[access].name;
  const since = new Date(ctx.clock().getTime() - ONE_ACCESS_MS);
  if (goesOn && (await wasAudited(ctx.db.prisma, { personId: actor.personId, verb, entity: "call", entityId: callId, since }))) return;
  await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    await recordAudit(tx, actor, { verb, entity: "call", entityId: callId });
    tx.record(recordingEvents[access], { entityId: callId });
  });
}

const PEAKS_PER_SECOND = 10;
const MAX_PEAKS = 2_000;

/** Loudness of both speakers over time, for the player. */
export async function waveform(ctx: AppContext, actor: Actor, callId: string): Promise<Output<typeof callEndpoints.waveform>> {
  const { root, file, durationMs } = await recordingFile(ctx, actor, callId, "recordings.play");
  const seconds = Math.max(durationMs / 1000, 0.1);
  const buckets = Math.min(MAX_PEAKS, Math.max(1, Math.round(seconds * PEAKS_PER_SECOND)));
  const peaks = await readPeaks(path.join(root, file), buckets).catch(() => {
    throw new AppError("calls.no_recording");
  });
  const [customer = [], agent = []] = peaks.channels;
  return { perSecond: buckets / seconds, durationMs, customer: [...customer], agent: [...agent] };
}
