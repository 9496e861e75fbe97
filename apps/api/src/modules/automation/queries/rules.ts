import type { Rule, RuleVersion } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { presentDraft, presentRule } from "../automation.presenter.ts";
import { readRules, versionsOf } from "../rules.repo.ts";
import { countRuns } from "../runs.repo.ts";

const DAY_MS = 86_400_000;
const VERSIONS_MOST = 100;

/** All rules in their order, with how often each ran of late. */
export async function listRules(ctx: AppContext): Promise<Rule[]> {
  const [rules, counts] = await Promise.all([readRules(ctx.db.prisma), countRuns(ctx.db.prisma, new Date(ctx.clock().getTime() - DAY_MS))]);
  return rules.map((rule) =>
    presentRule(rule, Object.fromEntries(counts.filter(({ ruleId }) => ruleId === rule.id).map(({ outcome, count }) => [outcome, count]))),
  );
}

export async function getRule(ctx: AppContext, id: string): Promise<Rule> {
  const rule = (await listRules(ctx)).find((each) => each.id === id);
  if (!rule) throw new AppError("automation.rule_unknown");
  return rule;
}

export async function ruleVersions(ctx: AppContext, ruleId: string): Promise<RuleVersion[]> {
  const versions = await versionsOf(ctx.db.prisma, ruleId, VERSIONS_MOST);
  if (versions.length === 0) throw new AppError("automation.rule_unknown");
  return versions.map(({ version, draft, savedAt, savedById, savedByName }) => ({
    version,
    draft: presentDraft(draft),
    savedAt: savedAt.toISOString(),
    savedBy: savedById ? { id: savedById, name: savedByName ?? "" } : null,
  }));
}
