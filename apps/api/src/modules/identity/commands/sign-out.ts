import { identityEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { recordAudit } from "../audit.repo.ts";
import { readRefreshToken } from "../refresh-token.ts";
import { revokeAllSessions, revokeSession } from "../session.repo.ts";

/** Ends the session of this browser's refresh token; without one there is nothing to end. */
export async function signOut(ctx: AppContext, token: string | undefined, address: string): Promise<void> {
  const read = token ? readRefreshToken(ctx.env.JWT_SECRET, token) : null;
  if (!read) return;
  const { sessionId } = read;
  await transaction(ctx.db, null, ctx.clock(), async (tx) => {
    const personId = await revokeSession(tx, sessionId, "signed_out");
    if (!personId) return;
    tx.record(identityEvents.signedOut, { entityId: personId, data: { sessionId } });
    await recordAudit(tx, { personId, address }, { verb: "identity.signOut", entity: "session", entityId: sessionId });
  });
}

/** Ends every session of the person and every access token issued until now. */
export async function signOutEverywhere(ctx: AppContext, actor: Actor): Promise<void> {
  await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    await revokeAllSessions(tx, actor.personId, "signed_out_everywhere");
    tx.record(identityEvents.signedOutEverywhere, { entityId: actor.personId });
    await recordAudit(tx, actor, { verb: "identity.signOutEverywhere", entity: "person", entityId: actor.personId });
  });
}
