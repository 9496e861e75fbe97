import { type QueueCount, queueEvents, routingPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { coalescer } from "../../platform/realtime/coalesce.ts";
import { everywhereRoom, groupRoom, type Push, push } from "../../platform/realtime/realtime.ts";
import { queueCounts } from "./queries/queues.ts";

/** At most two counts a second per group: more nobody can read, and a thousand agents may be listening. */
const EVERY_MS = 500;

/** Any change of a queue → the group's waiting count, read fresh, to its members and to those who see all queues. */
export function registerRoutingRealtime(ctx: AppContext): void {
  const { realtime } = ctx;
  const listeningRooms = (groupId: string) => [groupRoom(groupId), everywhereRoom("queues.read")].filter(realtime.hasListeners);
  const counts = async (groupIds: string[]): Promise<Push[]> => {
    const heard = groupIds.filter((id) => listeningRooms(id).length > 0);
    if (heard.length === 0) return [];
    const toAll = (count: QueueCount) => listeningRooms(count.skillGroupId).map((room) => push(room, routingPushes.waiting, count));
    return (await queueCounts(ctx.db.prisma, heard)).flatMap(toAll);
  };
  const later = (groupIds: string[]): void =>
    void counts(groupIds).then(realtime.send, (error) => {
      ctx.log.warn({ err: error }, "waiting counts not read, they will be tried again");
      coalesced.touch(groupIds);
    });
  const coalesced = coalescer(EVERY_MS, later);

  realtime.route(queueEvents, (events) => counts(coalesced.touch(events.map((event) => event.data.skillGroupId))));
}
