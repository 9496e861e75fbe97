import { automationEvents, type Rule } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { recordAudit } from "../../identity/index.ts";
import { listRules } from "../queries/rules.ts";
import { lockOrder, readRules, writeOrder } from "../rules.repo.ts";

/** Puts all rules in this order. Refused where one came or went since the page was shown. */
export async function orderRules(ctx: AppContext, actor: Actor, ids: string[]): Promise<Rule[]> {
  await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    await lockOrder(tx);
    const before = (await readRules(tx.rows)).map(({ id }) => id);
    if (ids.length !== before.length || new Set(ids).size !== ids.length || !ids.every((id) => before.includes(id)))
      throw new AppError("automation.moved_on");
    await writeOrder(tx, ids);
    await recordAudit(tx, actor, { verb: "automation.order", entity: "automation_rule", before, after: ids });
    tx.record(automationEvents.rulesOrdered, { entityId: ids[0] ?? "" });
  });
  return listRules(ctx);
}
