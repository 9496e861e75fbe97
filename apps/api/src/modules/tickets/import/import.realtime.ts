import { type MyList, ticketEvents, ticketImportEvents, ticketPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { groupRoom, type Push, personRoom, push } from "../../../platform/realtime/realtime.ts";
import type { Count } from "../search/counts.realtime.ts";

/**
 * Tickets that come and go by the hundred: figures, and one push to each group and person instead of one for each ticket. Nobody can have one of them open
 * when it comes; one that is undone answers as not found.
 */
export function routeImported(ctx: AppContext, count: Count): void {
  const changed = (groupIds: Iterable<string>, people: Map<string, Set<MyList>>): Push[] => {
    count([...people.keys()], [...groupIds]);
    const waiting = [...groupIds].map((id): [string, MyList[]] => [groupRoom(id), ["waiting"]]);
    const personal = [...people].map(([id, lists]): [string, MyList[]] => [personRoom(id), [...lists]]);
    return [...waiting, ...personal]
      .filter(([room]) => ctx.realtime.hasListeners(room))
      .map(([room, lists]) => push(room, ticketPushes.listsChanged, { lists }));
  };
  ctx.realtime.route({ imported: ticketEvents.imported }, async (events) => {
    const people = new Map<string, Set<MyList>>();
    const add = (personId: unknown, ...lists: MyList[]): void => {
      if (typeof personId === "string") people.set(personId, new Set([...(people.get(personId) ?? []), ...lists]));
    };
    for (const { actorId, data } of events) {
      add(actorId, "created", "involved");
      add(data.changes.find(({ code }) => code === "handler")?.after, "handling");
    }
    return changed(new Set(events.flatMap(({ data }) => data.waitsIn ?? [])), people);
  });
  ctx.realtime.route(ticketImportEvents, async (events) => {
    const people = events.flatMap(({ data }) => data.personIds.map((id): [string, Set<MyList>] => [id, new Set(["handling"])]));
    return changed(new Set(events.flatMap(({ data }) => data.groupIds)), new Map(people));
  });
}
