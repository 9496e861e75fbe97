import { z } from "zod";
import { defineJob } from "../../../platform/jobs/job.ts";
import { forgetRuns } from "../runs.repo.ts";

const DAY_MS = 86_400_000;
/** How long the log is kept. It is also how long a rule remembers that it has acted. */
const KEPT_DAYS = 90;
const AT_ONCE = 10_000;

export const forgetRunsJob = defineJob({
  name: "automation.forget-runs",
  payload: z.object({}),
  lane: "long",
  async run(ctx) {
    const before = new Date(ctx.clock().getTime() - KEPT_DAYS * DAY_MS);
    while ((await forgetRuns(ctx.db.prisma, before, AT_ONCE)) === AT_ONCE);
  },
});
