import { randomUUID } from "node:crypto";
import { type ImportItem, importEvents } from "@cloverdesk/contracts";
import { z } from "zod";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Tx, transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { defineLongJob, startLongJob } from "../../../platform/jobs/long-job.ts";
import { recordAudit } from "../../identity/index.ts";
import { presentImport } from "../imports.presenter.ts";
import { moveImport } from "../imports.repo.ts";
import { kindOf } from "../kinds.ts";
import { importFor } from "../queries/imports.ts";
import { noteUndone, takeCreated } from "../rows.repo.ts";
import { followLongJob, importOfJob, PART, subjectsOf, workInParts } from "./import-job.ts";

/** Removes what was created and nobody has worked on, part by part. The rows that stay say for what. */
export const undoRows = defineLongJob({
  name: "imports.undo-rows",
  cursor: z.null(),
  concurrency: 1,
  subjects: subjectsOf,
  async run(ctx, turn) {
    const row = await importOfJob(ctx.db.prisma, turn.id);
    const kind = kindOf(ctx, row.kind);
    const work = async (tx: Tx): Promise<number> => {
      const rows = await takeCreated(tx, row.id, PART);
      if (rows.length === 0) return 0;
      const ids = rows.map(({ id }) => id);
      const kept = await kind.undo(tx, row.id, ids);
      const outcomes = rows.map(({ row: number, id }) => ({ row: number, keptFor: kept.get(id) ?? null }));
      await noteUndone(tx, row.id, outcomes);
      return rows.length;
    };
    await workInParts(ctx, turn, row.id, async () => null, work);
  },
  changed: (_ctx, tx, change) =>
    followLongJob(tx, change, {
      done: { event: "end_undo", changes: { finishedAt: tx.at }, recorded: importEvents.undone, notification: "import_done" },
      failed: { event: "keep", recorded: importEvents.undoStopped, notification: "import_failed" },
    }),
});

/** Has the batch undone in the background. */
export async function undoImport(ctx: AppContext, actor: Actor, id: string): Promise<ImportItem> {
  await importFor(ctx, actor, id);
  const row = await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const jobId = randomUUID();
    const moved = await moveImport(tx, id, "undo", { jobId, byId: actor.personId, done: 0, failure: null });
    if (!moved) throw new AppError("imports.wrong_state");
    await startLongJob(tx, undoRows, { id: jobId });
    tx.record(importEvents.undoBegun, { entityId: id });
    await recordAudit(tx, actor, { verb: "imports.undo", entity: "import", entityId: id, after: { file: moved.fileName } });
    return moved;
  });
  return presentImport(ctx, row);
}
