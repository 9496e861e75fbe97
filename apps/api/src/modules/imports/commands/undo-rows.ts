import { randomUUID } from "node:crypto";
import { type ImportItem, importEvents } from "@cloverdesk/contracts";
import { z } from "zod";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { defineLongJob, startLongJob } from "../../../platform/jobs/long-job.ts";
import { recordAudit } from "../../identity/index.ts";
import { notify } from "../../notifications/index.ts";
import { presentImport } from "../imports.presenter.ts";
import { moveImport, noteDone, noteFigures } from "../imports.repo.ts";
import { kindOf } from "../kinds.ts";
import { importFor } from "../queries/imports.ts";
import { noteUndone, takeCreated } from "../rows.repo.ts";
import { PROGRESS_MS } from "./check-rows.ts";
import { codeOf, findImportOfJob, importOfJob, subjectsOf } from "./import-job.ts";

/** Rows of one transaction. */
const PART = 500;

/** Removes what was created and nobody has worked on, part by part. The rows that stay say for what. */
export const undoRows = defineLongJob({
  name: "imports.undo-rows",
  cursor: z.null(),
  concurrency: 1,
  subjects: subjectsOf,
  async run(ctx, turn) {
    const row = await importOfJob(ctx.db.prisma, turn.id);
    const kind = kindOf(ctx, row.kind);
    let done = turn.done;
    let countedAt = performance.now();
    for (;;) {
      turn.signal.throwIfAborted();
      const undone = await transaction(ctx.db, null, ctx.clock(), async (tx) => {
        const rows = await takeCreated(tx, row.id, PART);
        if (rows.length === 0) return 0;
        const kept = await kind.undo(
          tx,
          row.id,
          rows.map(({ id }) => id),
        );
        await noteUndone(
          tx,
          row.id,
          rows.map(({ row: number, id }) => ({ row: number, keptFor: kept.get(id) ?? null })),
        );
        await turn.save(tx, { cursor: null, done: done + rows.length });
        await noteDone(tx, row.id, done + rows.length);
        if (performance.now() - countedAt >= PROGRESS_MS) {
          countedAt = performance.now();
          await noteFigures(tx, row.id);
          tx.record(importEvents.progressed, { entityId: row.id });
        }
        return rows.length;
      });
      if (undone === 0) return;
      done += undone;
    }
  },
  async changed(_ctx, tx, { id: jobId, state, failure }) {
    const row = await findImportOfJob(tx.rows, jobId);
    if (!row || (state !== "done" && state !== "failed")) return;
    const { id } = row;
    await noteFigures(tx, id);
    const moved =
      state === "done"
        ? await moveImport(tx, id, "end_undo", { finishedAt: tx.at, done: 0, failure: null })
        : await moveImport(tx, id, "keep", { done: 0, failure: codeOf(failure, "imports.failed") });
    if (!moved) return;
    tx.record(importEvents[state === "done" ? "undone" : "undoStopped"], { entityId: id });
    const kind = state === "done" ? "import_done" : "import_failed";
    await notify(tx, [{ kind, personIds: [moved.byId], ticket: null, byId: null, text: moved.fileName }]);
  },
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
