import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { namingRules } from "../tickets/index.ts";
import { routeAutomation } from "./automation.realtime.ts";
import { mountAutomation } from "./automation.routes.ts";
import { subscribeAutomation } from "./automation.subscribers.ts";
import { forgetRunsJob } from "./engine/forget-runs.ts";
import { runTimedJob } from "./engine/run-timed.ts";
import { namedFields } from "./named-fields.ts";
import { readRules } from "./rules.repo.ts";

/** Automatic tasks (自动任务, T3): rules that act on tickets when something happens to them. */
export function registerAutomation(ctx: AppContext, mount: Mount): void {
  mountAutomation(ctx, mount);
  routeAutomation(ctx);
  subscribeAutomation(ctx);
  namingRules.provide(ctx, async (reader) =>
    (await readRules(reader)).flatMap(({ draft }) => namedFields(draft).map((named) => ({ ...named, rule: draft.name }))),
  );
  ctx.jobs.add(runTimedJob, forgetRunsJob);
  ctx.jobs.cron("* * * * *", runTimedJob, {});
  ctx.jobs.cron("50 3 * * *", forgetRunsJob, {});
}
