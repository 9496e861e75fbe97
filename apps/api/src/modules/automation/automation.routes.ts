import { automationEndpoints as e } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { moveRule } from "./commands/move-rule.ts";
import { orderRules } from "./commands/order-rules.ts";
import { saveRule } from "./commands/save-rule.ts";
import { pastOfRule } from "./queries/past.ts";
import { listRules, ruleVersions } from "./queries/rules.ts";
import { runsOfRule } from "./queries/runs.ts";
import { tryRule } from "./queries/try-rule.ts";

export function mountAutomation(ctx: AppContext, mount: Mount): void {
  mount(e.list, async () => ({ items: await listRules(ctx) }));
  mount(e.save, ({ actor, params, body }) => saveRule(ctx, actor, params.ruleId, body.draft, body.version));
  mount(e.start, ({ actor, params, body }) => moveRule(ctx, actor, params.ruleId, "start", body.version));
  mount(e.pause, ({ actor, params }) => moveRule(ctx, actor, params.ruleId, "pause"));
  mount(e.remove, async ({ actor, params }) => {
    await moveRule(ctx, actor, params.ruleId, "remove");
    return { ok: true as const };
  });
  mount(e.order, async ({ actor, body }) => ({ items: await orderRules(ctx, actor, body.ids) }));
  mount(e.versions, async ({ params }) => ({ items: await ruleVersions(ctx, params.ruleId) }));
  mount(e.runs, ({ params, query }) => runsOfRule(ctx, params.ruleId, query));
  mount(e.try, ({ body }) => tryRule(ctx, body.draft, body.number));
  mount(e.past, ({ body }) => pastOfRule(ctx, body.draft));
}
