import { queueEvents, routingPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { coalescer } from "../../platform/realtime/coalesce.ts";
import { groupRoom, type Push, push } from "../../platform/realtime/realtime.ts";
import { queueCounts } from "./queries/queues.ts";

/** At most two counts a second per group: more nobody can read, and a thousand agents may be listening. */
const EVERY_MS = 500;

/** Any change of a queue → the group's waiting count, read fresh, to its members. */
export function registerRoutingRealtime(ctx: AppContext): void {
  const counts = async (groupIds: string[]): Promise<Push[]> => {
    const heard = groupIds.filter((id) => ctx.realtime.hasListeners(groupRoom(id)));
    return (await queueCounts(ctx.db.prisma, heard)).map((count) => push(groupRoom(count.skillGroupId), routingPushes.waiting, count));
  };
  const later = (groupIds: string[]): void =>
    void counts(groupIds).then(ctx.realtime.send, (error) => {
      ctx.log.warn({ err: error }, "waiting counts not read, they will be tried again");
      coalesced.touch(groupIds);
    });
  const coalesced = coalescer(EVERY_MS, later);

  ctx.realtime.route(queueEvents, (events) => counts(coalesced.touch(events.map((event) => event.data.skillGroupId))));
}
