import { notificationEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { markRead, unreadOf } from "../notifications.repo.ts";

/** Marks one's own notifications as read, all of them without `ids`; every page of the person hears of it. */
export async function readNotifications(ctx: AppContext, actor: Actor, ids: string[] | undefined): Promise<{ unread: number }> {
  await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const read = await markRead(tx, actor.personId, ids);
    if (read.length > 0) tx.record(notificationEvents.read, { entityId: actor.personId, data: { ids: read.slice(0, 1_000) } });
  });
  return { unread: await unreadOf(ctx.db.prisma, actor.personId) };
}
