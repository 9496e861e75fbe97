import { automationEvents, RULES_MOST, type Rule, type RuleDraft } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { recordAudit } from "../../identity/index.ts";
import { holdFields } from "../../tickets/index.ts";
import { namedFields } from "../named-fields.ts";
import { getRule } from "../queries/rules.ts";
import { insertRule, insertVersion, lockOrder, lockRule, readRules } from "../rules.repo.ts";
import { mustBeUsable, NOT_FIELDS } from "../usable.ts";

/** Makes a rule, paused and behind all others, or saves the version after the one that was looked at. A look under way keeps the version that it read. */
export async function saveRule(ctx: AppContext, actor: Actor, ruleId: string, draft: RuleDraft, version: number): Promise<Rule> {
  await mustBeUsable(ctx, draft);
  await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const gone = await holdFields(tx, libraryFields(draft));
    if (gone.length > 0) throw new AppError("tickets.field_unknown", { fields: Object.fromEntries(gone.map((code) => [code, "unknown"])) });
    await lockOrder(tx);
    const rules = await readRules(tx.rows);
    const before = rules.find(({ id }) => id === ruleId);
    if (version === 0) {
      if (rules.length >= RULES_MOST.rules) throw new AppError("automation.too_many");
      const position = Math.max(0, ...rules.map((each) => each.position)) + 1;
      if (!(await insertRule(tx, ruleId, position))) throw new AppError("automation.moved_on");
    } else {
      const locked = await lockRule(tx, ruleId);
      if (!locked) throw new AppError("automation.rule_unknown");
      if (locked.version !== version) throw new AppError("automation.moved_on");
    }
    await insertVersion(tx, ruleId, version + 1, draft, actor.personId);
    await recordAudit(tx, actor, {
      verb: "automation.save",
      entity: "automation_rule",
      entityId: ruleId,
      ...(before && { before: JSON.parse(JSON.stringify(before.draft)) }),
      after: JSON.parse(JSON.stringify(draft)),
    });
    tx.record(automationEvents.ruleSaved, { entityId: ruleId });
  });
  return getRule(ctx, ruleId);
}

const libraryFields = (draft: RuleDraft): string[] => [
  ...new Set(namedFields(draft).flatMap(({ code }) => (NOT_FIELDS.has(code) ? [] : [code]))),
];
