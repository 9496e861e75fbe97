import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { mountCustomers } from "./customers.routes.ts";
import { foldNamesJob } from "./refold.ts";

export { addNumber } from "./commands/add-number.ts";
export { createCustomer } from "./commands/create-customer.ts";
export { forgetCustomers, type ImportedCustomer, importCustomers } from "./commands/import-customers.ts";
export { type CustomerBrief, customerBrief, customerLevel, findCustomerByNumber } from "./customer.repo.ts";
export { customerRenamed } from "./renamed.ts";
export { type TrackEntry, type TrackPage, type TrackSource, trackSources } from "./track.ts";

export function registerCustomers(ctx: AppContext, mount: Mount): void {
  mountCustomers(ctx, mount);
  ctx.jobs.add(foldNamesJob);
  ctx.jobs.cron("*/5 * * * *", foldNamesJob, {});
}
