import { callEvents, type Summary, type SummaryFields } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { summarySaved } from "../../agents/index.ts";
import { foreignCall } from "../call.policy.ts";
import { changePart, lockWithParts } from "../part.repo.ts";
import { takenPartOf } from "../parts.ts";
import { readSummary } from "../queries/summary.ts";
import { keepVersion, writeSummary } from "../summary.repo.ts";

interface Writing {
  /** The version the page's text is based on; 0 when there was none. */
  version: number;
  fields: SummaryFields;
}

/**
 * Keeps the draft while the agent types, from the first second of the call. Refused once the summary is saved. Exception: a call out that nobody answered;
 * the server has saved its summary, and the agent may complete it.
 */
export const draftSummary = (ctx: AppContext, actor: Actor, callId: string, writing: Writing): Promise<Summary> =>
  write(ctx, actor, callId, writing, false);

/** Saves the summary, which completes the contact. A saved summary is corrected by it: what it said before is kept. */
export const saveSummary = (ctx: AppContext, actor: Actor, callId: string, writing: Writing): Promise<Summary> =>
  write(ctx, actor, callId, writing, true);

async function write(ctx: AppContext, actor: Actor, callId: string, { version, fields }: Writing, save: boolean): Promise<Summary> {
  let partId: string;
  try {
    partId = await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
      const [call, parts] = await lockWithParts(tx, callId);
      if (!call) throw new AppError("calls.not_found");
      const part = takenPartOf(parts, actor.personId);
      if (!part) throw foreignCall(actor, { ...call, parts });
      const wasSaved = part.summaryState === "saved";
      const isFinal = wasSaved && !isUnanswered(call);
      if (isFinal && !save) throw new AppError("summary.saved");
      const corrects = isFinal && (await keepVersion(tx, part.id, version, fields));
      await writeSummary(tx, part.id, version, fields, actor.personId, save);
      const state = save || wasSaved ? "saved" : "draft";
      if (part.summaryState !== state) await changePart(tx, part, { summaryState: state });
      if (save) await summarySaved(tx, actor.personId, part.id);
      const written = { entityId: callId, data: { agentId: actor.personId, partId: part.id } };
      if (corrects) tx.record(callEvents.summaryCorrected, { ...written, data: { ...written.data, version } });
      else tx.record(save ? callEvents.summarySaved : callEvents.summaryDrafted, written);
      return part.id;
    });
  } catch (error) {
    if (error instanceof RaceLost) throw new AppError("summary.conflict");
    throw error;
  }
  return readSummary(ctx.db.prisma, callId, partId);
}

/** A call out that nobody answered: the server saves its summary, and the agent may still change it without a correction. */
const isUnanswered = (call: { direction: string; answeredAt: Date | null }): boolean =>
  call.direction === "outbound" && call.answeredAt === null;
