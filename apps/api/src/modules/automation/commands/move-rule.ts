import { automationEvents, type Rule, type RuleEvent } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { recordAudit } from "../../identity/index.ts";
import { presentRule } from "../automation.presenter.ts";
import { getRule } from "../queries/rules.ts";
import { changeState, lockRule, readRules } from "../rules.repo.ts";

const EVENTS = { start: automationEvents.ruleStarted, pause: automationEvents.rulePaused, remove: automationEvents.ruleRemoved } as const;

/** Starts, pauses or removes a rule. `seen`: the version that whoever starts it has looked at. */
export async function moveRule(ctx: AppContext, actor: Actor, ruleId: string, event: RuleEvent, seen?: number): Promise<Rule> {
  const before = (await readRules(ctx.db.prisma)).find(({ id }) => id === ruleId);
  if (!before) throw new AppError("automation.rule_unknown");
  try {
    await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
      const locked = await lockRule(tx, ruleId);
      if (!locked) throw new AppError("automation.rule_unknown");
      if (seen !== undefined && locked.version !== seen) throw new AppError("automation.moved_on");
      await changeState(tx, ruleId, event);
      await recordAudit(tx, actor, {
        verb: `automation.${event}`,
        entity: "automation_rule",
        entityId: ruleId,
        before: { state: locked.state },
      });
      tx.record(EVENTS[event], { entityId: ruleId });
    });
  } catch (error) {
    if (error instanceof RaceLost) throw new AppError("automation.moved_on");
    throw error;
  }
  return event === "remove" ? presentRule({ ...before, state: "removed" }, {}) : getRule(ctx, ruleId);
}
