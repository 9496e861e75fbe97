import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { routeNotifications } from "./notifications.realtime.ts";
import { mountNotifications } from "./notifications.routes.ts";

export { type NewNotification, notify } from "./notify.ts";

/** The notification centre (S3). */
export function registerNotifications(ctx: AppContext, mount: Mount): void {
  mountNotifications(ctx, mount);
  routeNotifications(ctx);
}
