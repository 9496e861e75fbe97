import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import { buildIndex, dropIndex, indexState, noteIndex } from "../field-index.repo.ts";
import { forgetSetup, setupOf } from "../setup.ts";
import { setupChanged } from "./change-setup.ts";

/** Gives fields the index they were promised, and takes away one that is no longer wanted. Safe to run in several processes: each looks before it acts. */
export async function buildFieldIndexes(ctx: AppContext): Promise<void> {
  const { fields } = await setupOf(ctx);
  for (const field of fields.values()) {
    if (field.indexed === field.indexReady) continue;
    if (!field.indexed) {
      await note(ctx, field.code, false);
      await dropIndex(ctx.db, field);
      continue;
    }
    const state = await indexState(ctx.db, field.code);
    if (state === "building") continue;
    // What a process left half built when it died serves nobody.
    if (state === "broken") await dropIndex(ctx.db, field);
    if (state !== "ready") await buildIndex(ctx.db, field);
    if ((await indexState(ctx.db, field.code)) === "ready") await note(ctx, field.code, true);
  }
}

async function note(ctx: AppContext, code: string, ready: boolean): Promise<void> {
  await transaction(ctx.db, null, ctx.clock(), async (tx) => {
    await noteIndex(tx, code, ready);
    setupChanged(tx);
  });
  forgetSetup(ctx);
}
