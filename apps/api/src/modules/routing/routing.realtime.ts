import { type QueueCount, queueEvents, routingPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { coalescer } from "../../platform/realtime/coalesce.ts";
import { groupRoom, type Push, personRoom, push } from "../../platform/realtime/realtime.ts";
import { peopleWith } from "../identity/index.ts";
import { queueCounts } from "./queries/queues.ts";

/** At most two counts a second per group: more nobody can read, and a thousand agents may be listening. */
const EVERY_MS = 500;

/** Any change of a queue → the group's waiting count, read fresh, to its members and to those who see all queues. */
export function registerRoutingRealtime(ctx: AppContext): void {
  const { realtime } = ctx;
  /** Few people see all queues. Members who do hear a count twice, which shows the same. */
  const watchers = async (): Promise<string[]> =>
    (await peopleWith(ctx.db.prisma, "queues.read", "all")).map(personRoom).filter((room) => realtime.hasListeners(room));
  const counts = async (groupIds: string[]): Promise<Push[]> => {
    if (groupIds.length === 0) return [];
    const rooms = await watchers();
    const heard = rooms.length > 0 ? groupIds : groupIds.filter((id) => realtime.hasListeners(groupRoom(id)));
    const toAll = (count: QueueCount) => [groupRoom(count.skillGroupId), ...rooms].map((room) => push(room, routingPushes.waiting, count));
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
