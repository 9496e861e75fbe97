import { connectionPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { type Push, personRoom, push } from "../../platform/realtime/realtime.ts";
import { forgetPrincipals } from "./principal.ts";

interface Happened {
  name: string;
  entityId: string;
  data: Record<string, unknown>;
}

/** Drops pages whose session ended and lets the person's other pages fetch again. In this process right after the commit, in the others by relay. */
export function routeIdentity(ctx: AppContext): void {
  const isMine = (name: string): boolean => name.startsWith("identity.");
  ctx.db.afterCommit.add(({ events }) => {
    for (const event of events) if (isMine(event.name)) apply(ctx, event);
  });
  ctx.realtime.route(isMine, async (events) => events.flatMap((event) => apply(ctx, event)));
}

function apply(ctx: AppContext, { name, entityId: personId, data }: Happened): Push[] {
  if (name === "identity.signed_in") return [];
  forgetPrincipals(ctx, personId);
  switch (name) {
    case "identity.signed_out":
    case "identity.refresh_reused":
      ctx.realtime.disconnectSession(String(data.sessionId));
      return [];
    case "identity.signed_out_everywhere":
    case "identity.password_set":
      ctx.realtime.disconnectPerson(personId);
      return [];
    default:
      return [push(personRoom(personId), connectionPushes.resync, {})];
  }
}
