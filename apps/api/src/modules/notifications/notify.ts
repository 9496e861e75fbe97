import { type NotificationKind, notificationEvents } from "@cloverdesk/contracts";
import type { SqlTx } from "../../platform/db/transaction.ts";
import { insertNotifications } from "./notifications.repo.ts";

/** A notification to each of `personIds`. */
export interface NewNotification {
  kind: NotificationKind;
  personIds: string[];
  /** The ticket it is about, with number and title at this moment, or null. */
  ticket: { id: string; no: bigint; title: string } | null;
  /** Who caused it, or null for the product itself. */
  byId: string | null;
  text: string;
}

/** Writes notifications in the transaction that causes them. They are pushed after the commit. */
export async function notify(tx: SqlTx, notifications: NewNotification[]): Promise<void> {
  for (const { id, personId } of await insertNotifications(tx, notifications))
    tx.record(notificationEvents.added, { entityId: id, data: { personId } });
}
