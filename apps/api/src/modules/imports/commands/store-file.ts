import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { type ImportItem, importEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { startLongJob } from "../../../platform/jobs/long-job.ts";
import { fileOf, receive } from "../files.ts";
import { presentImport } from "../imports.presenter.ts";
import { moveImport } from "../imports.repo.ts";
import { importFor } from "../queries/imports.ts";
import { checkRows } from "./check-rows.ts";

/** Stores the uploaded file and has its rows checked. Of two uploads to one import the first counts. */
export async function storeFile(ctx: AppContext, actor: Actor, id: string, body: AsyncIterable<Buffer>): Promise<ImportItem> {
  const before = await importFor(ctx, actor, id);
  if (before.state !== "waiting_file") throw new AppError("imports.wrong_state");
  const { file, bytes, sha256 } = await receive(ctx, body);
  try {
    const row = await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
      const jobId = randomUUID();
      const moved = await moveImport(tx, id, "upload", { bytes, sha256, jobId, byId: actor.personId, done: 0 });
      if (!moved) throw new AppError("imports.wrong_state");
      await startLongJob(tx, checkRows, { id: jobId });
      tx.record(importEvents.uploaded, { entityId: id });
      await rename(file, fileOf(ctx, id));
      return moved;
    });
    return await presentImport(ctx, row);
  } finally {
    await rm(file, { force: true });
  }
}
