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
import { writeSummary } from "../summary.repo.ts";

interface Writing {
  /** The version the page's text is based on; 0 when there was none. */
  version: number;
  fields: SummaryFields;
}

/** Keeps the draft while the agent types, from the first second of the call. A saved summary that is edited again stays saved. */
export const draftSummary = (ctx: AppContext, actor: Actor, callId: string, writing: Writing): Promise<Summary> =>
  write(ctx, actor, callId, writing, false);

/** Saves the summary, which completes the contact. */
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
      await writeSummary(tx, part.id, version, fields, actor.personId, save);
      const state = save || part.summaryState === "saved" ? "saved" : "draft";
      if (part.summaryState !== state) await changePart(tx, part, { summaryState: state });
      if (save) await summarySaved(tx, actor.personId, part.id);
      tx.record(save ? callEvents.summarySaved : callEvents.summaryDrafted, {
        entityId: callId,
        data: { agentId: actor.personId, partId: part.id },
      });
      return part.id;
    });
  } catch (error) {
    if (error instanceof RaceLost) throw new AppError("summary.conflict");
    throw error;
  }
  return readSummary(ctx.db.prisma, callId, partId);
}
