import type { FieldValues } from "@cloverdesk/contracts";
import { FOLD_VERSION, searchableText } from "@cloverdesk/rules/text";
import { z } from "zod";
import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction } from "../../../platform/db/transaction.ts";
import { defineJob } from "../../../platform/jobs/job.ts";
import { setupOf } from "../setup/setup.ts";
import { foldedWith } from "../work/values.ts";
import { commentsOf, takeUnfolded, writeFold } from "./refold.repo.ts";

/** Tickets of one transaction: their content is locked for so long. */
const AT_ONCE = 100;

/**
 * Folds the texts of tickets again that have an older version of the fold, newest first. Goes on where it was stopped, also from several processes: each
 * takes tickets that no other has.
 */
export async function foldTexts(ctx: AppContext, signal: AbortSignal): Promise<void> {
  const { fields } = await setupOf(ctx);
  for (;;) {
    const count = await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
      const tickets = await takeUnfolded(tx, FOLD_VERSION, AT_ONCE);
      const comments = await commentsOf(
        tx,
        tickets.map(({ id }) => id),
      );
      for (const { id, values, ...ticket } of tickets) {
        const folded = await foldedWith(tx, ticket, values as FieldValues, fields);
        await writeFold(tx, id, folded, searchableText(comments.get(id) ?? []));
      }
      return tickets.length;
    });
    if (count < AT_ONCE) return;
    signal.throwIfAborted();
  }
}

/** Asked for every few minutes; where all is folded it is one look at an index. Each ticket's own version is the cursor. */
export const foldTextsJob = defineJob({
  name: "tickets.fold-texts",
  payload: z.object({}),
  lane: "long",
  concurrency: 1,
  run: (ctx, _payload, { signal }) => foldTexts(ctx, signal),
});
