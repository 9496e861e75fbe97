import { callbackEvents, callbackPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { groupRoom, personRoom, push } from "../../../platform/realtime/realtime.ts";

/** `callback.*` → the lists of callbacks in which it is or was. */
export function routeCallbacks(ctx: AppContext): void {
  ctx.realtime.route(callbackEvents, async (events) => {
    const people = [...new Set(events.flatMap(({ data }) => data.personIds))].map(personRoom);
    const groups = [...new Set(events.flatMap(({ data }) => data.groupIds))].map(groupRoom);
    return [
      ...people.map((room) => push(room, callbackPushes.changed, { list: "mine" as const })),
      ...groups.map((room) => push(room, callbackPushes.changed, { list: "group" as const })),
    ].filter(({ room }) => ctx.realtime.hasListeners(room));
  });
}
