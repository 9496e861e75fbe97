import { type ImportItem, importEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { cancelLongJob } from "../../../platform/jobs/long-job.ts";
import { removeFile } from "../files.ts";
import { presentImport } from "../imports.presenter.ts";
import { moveImport } from "../imports.repo.ts";
import { importFor } from "../queries/imports.ts";
import { deleteRows } from "../rows.repo.ts";

/** Gives up an import of which nothing is created: its file and its rows are removed. */
export async function cancelImport(ctx: AppContext, actor: Actor, id: string): Promise<ImportItem> {
  const { jobId } = await importFor(ctx, actor, id);
  const row = await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    if (jobId) await cancelLongJob(tx, jobId);
    const moved = await moveImport(tx, id, "cancel", { byId: actor.personId, finishedAt: tx.at, done: 0, figures: {} });
    // With another job, a later stage has begun since the import was read.
    if (!moved || moved.jobId !== jobId) throw new AppError("imports.wrong_state");
    await deleteRows(tx, id);
    tx.record(importEvents.cancelled, { entityId: id });
    return moved;
  });
  await removeFile(ctx, id);
  return presentImport(ctx, row);
}
