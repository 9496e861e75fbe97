import { identityEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Tx, transaction } from "../../../platform/db/transaction.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { recordAudit } from "../audit.repo.ts";
import { FORMER_TOKEN_GRACE_MS, hashOf, readRefreshToken, refreshToken } from "../refresh-token.ts";
import { findSession, revokeSession, rotateSession, type SessionRow } from "../session.repo.ts";
import type { SignedIn } from "./sign-in.ts";

type Outcome = { personId: string } | "invalid" | "reused";

/**
 * Exchanges the refresh token for its successor. The token just before, within seconds of the exchange, gets the same successor again (a page
 * lost the answer, or two tabs asked at once). Any older one of ours means that two parties hold the cookie: the session is revoked,
 * `auth.refresh_reused`. Everything else is `auth.refresh_invalid`.
 */
export async function refreshSession(ctx: AppContext, token: string | undefined, address: string): Promise<SignedIn> {
  const { JWT_SECRET: secret } = ctx.env;
  const read = token ? readRefreshToken(secret, token) : null;
  if (!token || !read) throw new AppError("auth.refresh_invalid");
  const { sessionId, rotation } = read;
  const successor = refreshToken(secret, sessionId, rotation + 1);
  const at = ctx.clock();

  const outcome = await transaction(ctx.db, null, at, async (tx): Promise<Outcome> => {
    const rotated = await rotateSession(tx, sessionId, hashOf(token), hashOf(successor), address);
    const session = await findSession(tx.rows, sessionId);
    if (!session || session.revokedAt || session.expiresAt <= at) return "invalid";
    if (rotated || answeredBefore(session, token, successor, at)) return { personId: session.personId };
    // The present token and still not rotated: the person is disabled.
    if (session.tokenHash === hashOf(token)) return "invalid";
    await revokeFamily(tx, session, address);
    return "reused";
  });
  if (outcome === "invalid") throw new AppError("auth.refresh_invalid");
  if (outcome === "reused") throw new AppError("auth.refresh_reused");
  return { personId: outcome.personId, sessionId, refresh: successor, at };
}

const answeredBefore = (session: SessionRow, token: string, successor: string, at: Date): boolean =>
  session.formerHash === hashOf(token) &&
  session.tokenHash === hashOf(successor) &&
  at.getTime() - session.rotatedAt.getTime() <= FORMER_TOKEN_GRACE_MS;

async function revokeFamily(tx: Tx, { id, personId }: SessionRow, address: string): Promise<void> {
  await revokeSession(tx, id, "refresh_reused");
  tx.record(identityEvents.refreshReused, { entityId: personId, data: { sessionId: id } });
  await recordAudit(tx, null, { verb: "identity.refresh_reused", entity: "session", entityId: id, after: { personId, address } });
}
