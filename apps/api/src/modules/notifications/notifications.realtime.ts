import { notificationEvents, notificationPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { type Push, personRoom, push } from "../../platform/realtime/realtime.ts";
import { byIds, present, unreadOf } from "./notifications.repo.ts";

/** `notification.*` → the person's pages: a new one whole, or which were read, always with how many are unread now. */
export function routeNotifications(ctx: AppContext): void {
  const unread = (personId: string): Promise<number> => unreadOf(ctx.db.prisma, personId);
  const heard = (personId: string): boolean => ctx.realtime.hasListeners(personRoom(personId));
  ctx.realtime.route({ added: notificationEvents.added }, async (events) => {
    const rows = await byIds(
      ctx.db.prisma,
      events.filter((event) => heard(event.data.personId)).map((event) => event.entityId),
    );
    const people = [...new Set(rows.map(({ personId }) => personId))];
    const unreadBy = new Map(await Promise.all(people.map(async (personId) => [personId, await unread(personId)] as const)));
    return rows.map((row) =>
      push(personRoom(row.personId), notificationPushes.added, { item: present(row), unread: unreadBy.get(row.personId) ?? 0 }),
    );
  });
  ctx.realtime.route({ read: notificationEvents.read }, async (events) => {
    const pushes = events.map(async ({ entityId: personId, data }): Promise<Push[]> => {
      if (!heard(personId)) return [];
      return [push(personRoom(personId), notificationPushes.read, { ids: data.ids, unread: await unread(personId) })];
    });
    return (await Promise.all(pushes)).flat();
  });
}
