import { FOLD_VERSION } from "@cloverdesk/rules/text";
import { z } from "zod";
import type { AppContext } from "../../platform/app-context.ts";
import { sqlTransaction } from "../../platform/db/transaction.ts";
import { defineJob } from "../../platform/jobs/job.ts";
import { takeUnfolded, writeFold } from "./customer.repo.ts";

/** Customers of one transaction: they are locked for so long. */
const AT_ONCE = 500;

/** Folds the names of customers again that have an older version of the fold. Goes on where it was stopped, also from several processes. */
export async function foldNames(ctx: AppContext, signal: AbortSignal): Promise<void> {
  for (;;) {
    const count = await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
      const customers = await takeUnfolded(tx, FOLD_VERSION, AT_ONCE);
      await writeFold(tx, customers);
      return customers.length;
    });
    if (count < AT_ONCE) return;
    signal.throwIfAborted();
  }
}

/** Asked for every few minutes; where all is folded it is one look at an index. Each customer's own version is the cursor. */
export const foldNamesJob = defineJob({
  name: "customers.fold-names",
  payload: z.object({}),
  lane: "long",
  concurrency: 1,
  run: (ctx, _payload, { signal }) => foldNames(ctx, signal),
});
