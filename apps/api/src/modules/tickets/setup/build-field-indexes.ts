import { z } from "zod";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Tx, transaction } from "../../../platform/db/transaction.ts";
import { defineJob } from "../../../platform/jobs/job.ts";
import { setupChanged } from "./change-setup.ts";
import { buildIndex, dropIndex, indexState, learnValues, noteIndex, wrongIndexes } from "./field-index.repo.ts";
import { forgetSetup, setupOf } from "./setup.ts";

export const buildFieldIndexes = defineJob({
  name: "tickets.build-field-indexes",
  payload: z.object({}),
  lane: "long",
  concurrency: 1,
  run: (ctx) => build(ctx),
});

/** Called with each change of a field. */
export const fieldsChanged = (tx: Tx): void => tx.job(buildFieldIndexes, {}, { key: "all" });

/**
 * Builds the indexes that fields ask for, and drops those that are not wanted any more. Safe to run in several processes: each looks before it acts. The
 * statistics of the table are gathered once for all new indexes, which takes as long as building one; only then are they used.
 */
async function build(ctx: AppContext): Promise<void> {
  for (const code of await wrongIndexes(ctx.db)) {
    await note(ctx, code, false);
    await dropIndex(ctx.db, code);
  }
  const { fields } = await setupOf(ctx);
  const built: string[] = [];
  let isAnyBuilding = false;
  for (const field of fields.values()) {
    if (field.indexed === field.indexReady) continue;
    if (!field.indexed) {
      await note(ctx, field.code, false);
      await dropIndex(ctx.db, field.code);
      continue;
    }
    const state = await indexState(ctx.db, field.code);
    // The process that began it may have been killed; the next attempt finds the index ready or broken.
    if (state === "building") {
      isAnyBuilding = true;
      continue;
    }
    // A killed process left it half built.
    if (state === "broken") await dropIndex(ctx.db, field.code);
    if (state !== "ready") await buildIndex(ctx.db, field);
    if ((await indexState(ctx.db, field.code)) === "ready") built.push(field.code);
  }
  if (built.length > 0) await learnValues(ctx.db);
  for (const code of built) await note(ctx, code, true);
  if (isAnyBuilding) throw new Error("an index is still being built");
}

async function note(ctx: AppContext, code: string, ready: boolean): Promise<void> {
  await transaction(ctx.db, null, ctx.clock(), async (tx) => {
    await noteIndex(tx, code, ready);
    setupChanged(tx);
  });
  forgetSetup(ctx);
}
