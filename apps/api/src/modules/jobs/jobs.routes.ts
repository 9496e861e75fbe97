import { jobEndpoints as api } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { discardJob } from "./commands/discard-job.ts";
import { retryAllJobs, retryJob } from "./commands/retry-job.ts";
import { failedJobs, jobPayload } from "./queries/failed-jobs.ts";

export function mountJobs(ctx: AppContext, mount: Mount): void {
  mount(api.failed, ({ query }) => failedJobs(ctx, query));
  mount(api.payload, ({ params }) => jobPayload(ctx, params.jobId));
  mount(api.retryAll, ({ actor }) => retryAllJobs(ctx, actor));
  mount(api.retry, ({ actor, params }) => retryJob(ctx, actor, params.jobId));
  mount(api.discard, ({ actor, params }) => discardJob(ctx, actor, params.jobId));
}
