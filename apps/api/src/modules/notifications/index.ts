import type { AppContext } from "../../platform/app-context.ts";
import type { SqlTx } from "../../platform/db/transaction.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { tellOfForcedState } from "../agents/index.ts";
import { tellOfExport } from "../exports/index.ts";
import { tellPeople } from "../tickets/index.ts";
import { routeNotifications } from "./notifications.realtime.ts";
import { insertNotices, type Told } from "./notifications.repo.ts";
import { mountNotifications } from "./notifications.routes.ts";

async function tell(tx: SqlTx, told: Told[]): Promise<void> {
  for (const { id, personId } of await insertNotices(tx, told))
    tx.record({ name: "notification.added", entity: "notification", entityId: id, data: { personId } });
}

/** What people are told of (S3). Written with what it tells, pushed after the commit. */
export function registerNotifications(ctx: AppContext, mount: Mount): void {
  mountNotifications(ctx, mount);
  routeNotifications(ctx);
  tellPeople.provide(ctx, tell);
  tellOfForcedState.provide(ctx, (tx, { personId, byId, note }) =>
    tell(tx, [{ kind: "state_forced", personIds: [personId], ticketId: null, byId, text: note }]),
  );
  tellOfExport.provide(ctx, (tx, { kind, personId, text }) =>
    tell(tx, [{ kind, personIds: [personId], ticketId: null, byId: null, text }]),
  );
}
