import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { tellPeople } from "../tickets/index.ts";
import { routeNotifications } from "./notifications.realtime.ts";
import { insertNotices } from "./notifications.repo.ts";
import { mountNotifications } from "./notifications.routes.ts";

/** What people are told of (S3). Written with what it tells, pushed after the commit. */
export function registerNotifications(ctx: AppContext, mount: Mount): void {
  mountNotifications(ctx, mount);
  routeNotifications(ctx);
  tellPeople.provide(ctx, async (tx, notices) => {
    for (const { id, personId } of await insertNotices(tx, notices))
      tx.record({ name: "notification.added", entity: "notification", entityId: id, data: { personId } });
  });
}
