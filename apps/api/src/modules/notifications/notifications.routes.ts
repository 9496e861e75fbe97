import { notificationEndpoints as e } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { readNotifications } from "./commands/read-notifications.ts";
import { myNotifications } from "./queries/my-notifications.ts";

export function mountNotifications(ctx: AppContext, mount: Mount): void {
  mount(e.list, ({ actor, query }) => myNotifications(ctx, actor, query));
  mount(e.read, ({ actor, body }) => readNotifications(ctx, actor, body.ids));
}
