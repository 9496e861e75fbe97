import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { mountJobs } from "./jobs.routes.ts";

export function registerJobs(ctx: AppContext, mount: Mount): void {
  mountJobs(ctx, mount);
}
