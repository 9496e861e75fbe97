import { connectionPushes, identityEvents, isOfKind, type RecordedIn } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { type Push, personRoom, push } from "../../platform/realtime/realtime.ts";
import { actorOf } from "./actor-of.ts";
import { forgetPrincipals } from "./principal.ts";
import { roomsOf } from "./rooms.ts";

/** Drops pages whose session ended and lets the person's other pages fetch again. In this process right after the commit, in the others by relay. */
export function routeIdentity(ctx: AppContext): void {
  const isMine = isOfKind(...Object.values(identityEvents));
  ctx.db.afterCommit.add(({ events }) => {
    for (const event of events.filter(isMine)) apply(ctx, event);
  });
  ctx.realtime.route(identityEvents, async (events) => {
    const changed = new Set(events.filter(({ name }) => name === "identity.access_changed").map(({ entityId }) => entityId));
    const pushes = events.flatMap((event) => apply(ctx, event));
    await Promise.all([...changed].map((personId) => followAccess(ctx, personId)));
    return pushes;
  });
}

/** Disconnects a person who was disabled; moves the connections of everybody else to the rooms that follow from their present access. */
export async function followAccess(ctx: AppContext, personId: string): Promise<void> {
  if (!ctx.realtime.hasListeners(personRoom(personId))) return;
  const actor = await actorOf(ctx, personId);
  if (actor) ctx.realtime.moveTo(personId, roomsOf(actor));
  else ctx.realtime.disconnectPerson(personId);
}

function apply(ctx: AppContext, event: RecordedIn<typeof identityEvents>): Push[] {
  const personId = event.entityId;
  if (event.name === "identity.signed_in") return [];
  forgetPrincipals(ctx, personId);
  switch (event.name) {
    case "identity.signed_out":
    case "identity.refresh_reused":
      ctx.realtime.disconnectSession(event.data.sessionId);
      return [];
    case "identity.signed_out_everywhere":
    case "identity.password_set":
      ctx.realtime.disconnectPerson(personId);
      return [];
    default:
      return [push(personRoom(personId), connectionPushes.resync, {})];
  }
}
