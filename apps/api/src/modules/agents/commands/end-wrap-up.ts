import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction } from "../../../platform/db/transaction.ts";
import { oneByOne } from "../../../platform/jobs/one-by-one.ts";
import { resume } from "../agent-state.ts";
import { lockAgent, readOverdueWrapUps } from "../agents.repo.ts";
import { destination, isAbsent } from "../next-state.ts";

/** Wrap-ups whose limit passed go on by themselves; a summary not saved stays, as a draft, to be finished. */
export async function endOverdueWrapUps(ctx: AppContext): Promise<void> {
  const at = ctx.clock();
  await oneByOne(await readOverdueWrapUps(ctx.db.prisma, at), (personId) =>
    sqlTransaction(ctx.db, null, at, async (tx) => {
      const row = await lockAgent(tx.rows, personId);
      const due = row?.wrapUpEndsAt ? row.wrapUpEndsAt <= at : row && isAbsent(row, at);
      if (row?.state === "wrap_up" && due) await resume(tx, personId, destination(row, "wrap_up_limit", at));
    }),
  );
}
