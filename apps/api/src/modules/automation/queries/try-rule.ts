import { randomUUID } from "node:crypto";
import type { RuleDraft, RuleTry } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction } from "../../../platform/db/transaction.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { filterHolds, lockSet, memoryGround, type Verdict } from "../../tickets/index.ts";
import { namesIn, presentLooks } from "../automation.presenter.ts";
import { type Look, takeSteps } from "../engine/run-rules.ts";
import { ticketOfNumber } from "../ticket-numbers.repo.ts";
import { mustBeUsable } from "../usable.ts";

/** Thrown at the end of a trial, so that its transaction leaves nothing. */
class Tried extends Error {}

/** What a rule would do with a ticket now: the engine itself, in a transaction that is not committed. */
export async function tryRule(ctx: AppContext, draft: RuleDraft, number: number): Promise<RuleTry> {
  await mustBeUsable(ctx, draft);
  const ticketId = await ticketOfNumber(ctx.db.prisma, number);
  if (!ticketId) throw new AppError("automation.ticket_unknown");
  const ground = await memoryGround(ctx, "");
  const look: Look = { ticketId, cause: "try", depth: 0, outcome: "done", verdicts: [], steps: [] };
  const verdicts: Verdict[] = [];
  let title = "";
  let holds = false;
  await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
    const set = await lockSet(tx, [ticketId]);
    const found = set.get(ticketId);
    if (!found) throw new AppError("automation.ticket_unknown");
    title = found.ticket.title;
    holds = filterHolds(draft.conditions, found, ground, verdicts);
    // Without an id of its own a rule has no turns yet: a step that assigns in turn begins with the first.
    if (holds) await takeSteps(ctx, tx, { id: randomUUID(), draft }, [look], set);
    throw new Tried();
  }).catch((error) => {
    if (!(error instanceof Tried)) throw error;
  });
  const [shown = { verdicts: [], steps: [] }] = await presentLooks(ctx, [{ verdicts, steps: look.steps }]);
  return { ticket: { id: ticketId, number, title }, holds, ...shown, names: await namesIn(ctx, [shown]) };
}
