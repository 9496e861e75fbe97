import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import { setupChanged } from "./change-setup.ts";
import { buildIndex, dropIndex, indexState, learnValues, noteIndex, wrongIndexes } from "./field-index.repo.ts";
import { forgetSetup, setupOf } from "./setup.ts";

/**
 * Gives fields the index they were promised, and takes away one that is no longer wanted. Safe to run in several processes: each looks before it acts.
 * The table is looked through once for all that were built, which takes as long as building one; only then are they used.
 */
export async function buildFieldIndexes(ctx: AppContext): Promise<void> {
  for (const code of await wrongIndexes(ctx.db)) {
    await note(ctx, code, false);
    await dropIndex(ctx.db, code);
  }
  const { fields } = await setupOf(ctx);
  const built: string[] = [];
  for (const field of fields.values()) {
    if (field.indexed === field.indexReady) continue;
    if (!field.indexed) {
      await note(ctx, field.code, false);
      await dropIndex(ctx.db, field.code);
      continue;
    }
    const state = await indexState(ctx.db, field.code);
    if (state === "building") continue;
    // What a process left half built when it died serves nobody.
    if (state === "broken") await dropIndex(ctx.db, field.code);
    if (state !== "ready") await buildIndex(ctx.db, field);
    if ((await indexState(ctx.db, field.code)) === "ready") built.push(field.code);
  }
  if (built.length === 0) return;
  await learnValues(ctx.db);
  for (const code of built) await note(ctx, code, true);
}

async function note(ctx: AppContext, code: string, ready: boolean): Promise<void> {
  await transaction(ctx.db, null, ctx.clock(), async (tx) => {
    await noteIndex(tx, code, ready);
    setupChanged(tx);
  });
  forgetSetup(ctx);
}
