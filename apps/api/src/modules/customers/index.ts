import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { mountCustomers } from "./customers.routes.ts";

export { type CustomerBrief, customerLevel, findCustomerByNumber } from "./customer.repo.ts";
export { customerRenamed } from "./renamed.ts";
export { type TrackEntry, type TrackPage, type TrackSource, trackSources } from "./track.ts";

export function registerCustomers(ctx: AppContext, mount: Mount): void {
  mountCustomers(ctx, mount);
}
