import { ticketPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { coalescer } from "../../../platform/realtime/coalesce.ts";
import { groupRoom, type Push, personRoom, push } from "../../../platform/realtime/realtime.ts";
import { actorsOf } from "../work/actors.ts";
import { myCounts, waitingCounts } from "./lists.ts";

/** Figures are read again at most once a second for each person and group. */
const COUNT_EVERY_MS = 1_000;

/** Whose figures may have changed. */
export type Count = (personIds: string[], groupIds: string[]) => void;

/** Counts of people's lists and of waiting tickets per group, gathered. */
export function counting(ctx: AppContext): Count {
  const personal = async (personIds: string[]): Promise<Push[]> => {
    const pushes = [...(await actorsOf(ctx, personIds)).values()].map(async (actor) =>
      push(personRoom(actor.personId), ticketPushes.countsChanged, await myCounts(ctx, actor)),
    );
    return Promise.all(pushes);
  };
  const waiting = async (groupIds: string[]): Promise<Push[]> =>
    (await waitingCounts(ctx, groupIds)).map((figure) => push(groupRoom(figure.skillGroupId), ticketPushes.waitingCounted, figure));
  const people = gathered(ctx, personRoom, personal);
  const groups = gathered(ctx, groupRoom, waiting);
  return (personIds, groupIds) => {
    people(personIds);
    groups(groupIds);
  };
}

/** Reads and sends for those who listen, each at most once per interval; what failed is tried again. */
function gathered(ctx: AppContext, room: (id: string) => string, read: (ids: string[]) => Promise<Push[]>): (ids: string[]) => void {
  const send = (ids: string[]): void => {
    const heard = ids.filter((id) => ctx.realtime.hasListeners(room(id)));
    if (heard.length === 0) return;
    read(heard).then(ctx.realtime.send, (error) => {
      ctx.log.warn({ err: error }, "ticket counts not read, they will be tried again");
      each.touch(heard);
    });
  };
  const each = coalescer(COUNT_EVERY_MS, send);
  return (ids) => send(each.touch(ids));
}
