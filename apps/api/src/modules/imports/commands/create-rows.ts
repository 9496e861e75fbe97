import { randomUUID } from "node:crypto";
import {
  allows,
  type Bilingual,
  IMPORT_TABLE,
  type ImportItem,
  type ImportKind,
  type ImportState,
  importEvents,
} from "@cloverdesk/contracts";
import { z } from "zod";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Tx, transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { cancelLongJob, defineLongJob, startLongJob } from "../../../platform/jobs/long-job.ts";
import { recordAudit } from "../../identity/index.ts";
import { mayRun } from "../imports.policy.ts";
import { factsOf, presentImport } from "../imports.presenter.ts";
import { lockImport, moveImport, noteFigures } from "../imports.repo.ts";
import { kindOf } from "../kinds.ts";
import { importFor } from "../queries/imports.ts";
import { noteMade, takeReady } from "../rows.repo.ts";
import { allowedActor, followLongJob, importOfJob, PART, subjectsOf, workInParts } from "./import-job.ts";

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
    const create = kindOf(ctx, row.kind).create(ctx, { id: row.id, ...factsOf(row) });
    const work = async (tx: Tx, actor: Actor): Promise<number> => {
      const rows = await takeReady(tx, row.id, PART);
      if (rows.length > 0) await noteMade(tx, row.id, await create(tx, actor, rows));
      return rows.length;
    };
    await workInParts(ctx, turn, row.id, () => allowedActor(ctx, row), work);
  },
  async changed(ctx, tx, change) {
    const moved = await followLongJob(tx, change, {
      done: { event: "finish", changes: { finishedAt: tx.at }, recorded: importEvents.done, notification: "import_done" },
      failed: { event: "pause", recorded: importEvents.paused, notification: "import_failed" },
    });
    if (!moved || change.state !== "done") return;
    const { id, kind, title, byId } = moved;
    await kindOf(ctx, kind).tell(tx, { id, title: title as Bilingual, byId });
  },
});

/** Has what is ready created, if it is as many rows as the person saw. Also goes on after a pause, by whoever may. */
export async function commitImport(ctx: AppContext, actor: Actor, id: string, shown: number): Promise<ImportItem> {
  const { kind } = await importFor(ctx, actor, id);
  if (!mayRun(actor, kind as ImportKind)) throw new AppError("auth.forbidden");
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
