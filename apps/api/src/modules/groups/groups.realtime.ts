import { connectionPushes, groupEvents, isOfKind } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { personRoom, push } from "../../platform/realtime/realtime.ts";
import { followAccess, forgetPrincipals } from "../identity/index.ts";

/** Members of a new group reach its work at once: what is known of them is dropped, their pages hear the group's pushes and fetch again. */
export function routeGroups(ctx: AppContext): void {
  const isMine = isOfKind(...Object.values(groupEvents));
  ctx.db.afterCommit.add(({ events }) => {
    for (const { data } of events.filter(isMine)) for (const personId of data.memberIds) forgetPrincipals(ctx, personId);
  });
  ctx.realtime.route(groupEvents, async (events) => {
    const memberIds = [...new Set(events.flatMap(({ data }) => data.memberIds))];
    for (const personId of memberIds) {
      forgetPrincipals(ctx, personId);
      await followAccess(ctx, personId);
    }
    return memberIds.map((personId) => push(personRoom(personId), connectionPushes.resync, {}));
  });
}
