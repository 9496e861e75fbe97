import { randomUUID } from "node:crypto";
import { allows, type Bilingual, IMPORT_TABLE, type ImportItem, type ImportState, importEvents } from "@cloverdesk/contracts";
import { z } from "zod";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { cancelLongJob, defineLongJob, startLongJob } from "../../../platform/jobs/long-job.ts";
import { recordAudit } from "../../identity/index.ts";
import { notify } from "../../notifications/index.ts";
import { mayRun } from "../imports.policy.ts";
import { factsOf, presentImport } from "../imports.presenter.ts";
import { lockImport, moveImport, noteDone, noteFigures } from "../imports.repo.ts";
import { kindOf } from "../kinds.ts";
import { importFor } from "../queries/imports.ts";
import { noteMade, takeReady } from "../rows.repo.ts";
import { PROGRESS_MS } from "./check-rows.ts";
import { allowedActor, codeOf, findImportOfJob, importOfJob, subjectsOf } from "./import-job.ts";

/** Rows of one transaction. */
const PART = 500;

/**
 * Creates the rows that are ready, part by part: what a row became stands in the row, written with it. A killed turn is gone on with at the next row that
 * is still ready, and a row is created once.
 */
export const createRows = defineLongJob({
  name: "imports.create-rows",
  cursor: z.null(),
  concurrency: 1,
  subjects: subjectsOf,
  async run(ctx, turn) {
    const row = await importOfJob(ctx.db.prisma, turn.id);
    const kind = kindOf(ctx, row.kind);
    const batch = { id: row.id, ...factsOf(row) };
    let done = turn.done;
    let countedAt = performance.now();
    for (;;) {
      turn.signal.throwIfAborted();
      const actor = await allowedActor(ctx, row);
      const made = await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
        const rows = await takeReady(tx, row.id, PART);
        if (rows.length === 0) return 0;
        await noteMade(tx, row.id, await kind.create(ctx, tx, actor, batch, rows));
        await turn.save(tx, { cursor: null, done: done + rows.length });
        await noteDone(tx, row.id, done + rows.length);
        if (performance.now() - countedAt >= PROGRESS_MS) {
          countedAt = performance.now();
          await noteFigures(tx, row.id);
          tx.record(importEvents.progressed, { entityId: row.id });
        }
        return rows.length;
      });
      if (made === 0) return;
      done += made;
    }
  },
  async changed(ctx, tx, { id: jobId, state, failure }) {
    const row = await findImportOfJob(tx.rows, jobId);
    if (!row || (state !== "done" && state !== "failed")) return;
    const { id, kind } = row;
    await noteFigures(tx, id);
    const moved =
      state === "done"
        ? await moveImport(tx, id, "finish", { finishedAt: tx.at, done: 0, failure: null })
        : await moveImport(tx, id, "pause", { done: 0, failure: codeOf(failure, "imports.failed") });
    if (!moved) return;
    tx.record(importEvents[state === "done" ? "done" : "paused"], { entityId: id });
    const told = state === "done" ? "import_done" : "import_failed";
    await notify(tx, [{ kind: told, personIds: [moved.byId], ticket: null, byId: null, text: moved.fileName }]);
    if (state === "done") await kindOf(ctx, kind).tell(tx, { id, title: moved.title as Bilingual, byId: moved.byId });
  },
});

/** Has what is ready created, if it is as many rows as the person saw. Also goes on after a pause, by whoever may. */
export async function commitImport(ctx: AppContext, actor: Actor, id: string, shown: number): Promise<ImportItem> {
  const { kind } = await importFor(ctx, actor, id);
  if (!mayRun(actor, kind as Parameters<typeof mayRun>[1])) throw new AppError("auth.forbidden");
  const row = await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const before = await lockImport(tx, id);
    if (!before || !allows(IMPORT_TABLE, before.state as ImportState, "commit")) throw new AppError("imports.wrong_state");
    const { ready = 0, ...others } = await noteFigures(tx, id);
    if (ready !== shown) throw new AppError("imports.moved_on", { detail: `${ready} rows` });
    if (ready === 0) throw new AppError("imports.nothing");
    const jobId = randomUUID();
    const changes = { jobId, byId: actor.personId, committedAt: before.committedAt ?? tx.at, done: 0, failure: null };
    const moved = await moveImport(tx, id, "commit", changes);
    if (!moved) throw new AppError("imports.wrong_state");
    await startLongJob(tx, createRows, { id: jobId, total: ready });
    tx.record(importEvents.committed, { entityId: id });
    const after = JSON.parse(JSON.stringify({ file: before.fileName, sha256: before.sha256, plan: before.plan, ready, ...others }));
    await recordAudit(tx, actor, { verb: "imports.commit", entity: "import", entityId: id, after });
    return moved;
  });
  return presentImport(ctx, row);
}

/** Pauses creating: the part under way is finished or undone, the next one is not begun. */
export async function pauseImport(ctx: AppContext, actor: Actor, id: string): Promise<ImportItem> {
  const { jobId } = await importFor(ctx, actor, id);
  const row = await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    if (jobId) await cancelLongJob(tx, jobId);
    await noteFigures(tx, id);
    const moved = await moveImport(tx, id, "pause", { byId: actor.personId, done: 0 });
    // With another job, a later stage has begun since the import was read.
    if (!moved || moved.jobId !== jobId) throw new AppError("imports.wrong_state");
    tx.record(importEvents.paused, { entityId: id });
    return moved;
  });
  return presentImport(ctx, row);
}
