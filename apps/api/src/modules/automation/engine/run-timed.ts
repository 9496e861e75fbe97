import { TIMED_MOST } from "@cloverdesk/contracts";
import { z } from "zod";
import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction } from "../../../platform/db/transaction.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { defineJob } from "../../../platform/jobs/job.ts";
import { oneByOne } from "../../../platform/jobs/one-by-one.ts";
import { memoryGround } from "../../tickets/index.ts";
import { activeRules, type RuleRecord } from "../rules.repo.ts";
import { isTimed, type TimedTicket, ticketsToTouch } from "../timed.repo.ts";
import { runRules } from "./run-rules.ts";

/** Tickets of one transaction. */
const PART = 500;

/**
 * Rules that a time is set for, looked at each minute. A rule touches at most `TIMED_MOST` tickets at a look. A killed process leaves whole parts: which
 * tickets are left is asked anew.
 */
export const runTimedJob = defineJob({
  name: "automation.run-timed",
  payload: z.object({}),
  lane: "long",
  concurrency: 1,
  run: async (ctx) =>
    oneByOne(
      (await activeRules(ctx.db.prisma)).filter(({ draft }) => isTimed(draft.trigger)),
      (rule) => runTimed(ctx, rule),
    ),
});

async function runTimed(ctx: AppContext, rule: RuleRecord): Promise<void> {
  const { trigger, conditions } = rule.draft;
  if (!isTimed(trigger)) return;
  const ground = await memoryGround(ctx, "");
  let tickets: TimedTicket[];
  try {
    tickets = await ticketsToTouch(ctx.db.prisma, { ruleId: rule.id, trigger, conditions }, ground, TIMED_MOST);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // A field that its conditions ask for is gone: every minute anew nothing would come of it.
    ctx.log.warn({ ruleId: rule.id, code: error.code }, "an automatic task cannot be looked up");
    return;
  }
  for (let from = 0; from < tickets.length; from += PART)
    await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
      // A rule that was paused or changed meanwhile is not the one that these tickets were looked up for.
      const now = (await activeRules(tx.rows)).find(({ id, version }) => id === rule.id && version === rule.version);
      if (!now) return;
      const happenings = tickets
        .slice(from, from + PART)
        .map(({ id, cause }) => ({ kind: "timed" as const, ticketId: id, cause, depth: 0, by: "product" as const, at: tx.at }));
      await runRules(ctx, tx, [now], happenings);
    });
}
