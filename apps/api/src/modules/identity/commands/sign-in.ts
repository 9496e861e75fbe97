import { randomUUID } from "node:crypto";
import { identityEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Tx, transaction } from "../../../platform/db/transaction.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { recordAudit } from "../audit.repo.ts";
import { normalLoginName } from "../login-name.ts";
import { passwordFits } from "../password-hash.ts";
import { findByLoginName } from "../person.repo.ts";
import { hashOf, readRefreshToken, refreshToken } from "../refresh-token.ts";
import { insertSession, revokeSession } from "../session.repo.ts";
import { attemptSucceeded, takeAttempt } from "../sign-in-guard.repo.ts";
import { ADDRESS_RULE, guardedAddress, NAME_RULE } from "../sign-in-guard.ts";

export interface SignInInput {
  loginName: string;
  password: string;
  address: string;
  userAgent: string;
  /** The refresh token this browser still holds; its session ends, the new one takes its place. */
  former: string | undefined;
}

export interface SignedIn {
  personId: string;
  sessionId: string;
  refresh: string;
  at: Date;
}

/**
 * Opens a session. Says nothing about which part was wrong, takes equally long for names that do not exist, and counts attempts per name and
 * per source address: `auth.bad_credentials`, `auth.locked` (with the seconds to wait), `auth.disabled` (only after the right password).
 */
export async function signIn(ctx: AppContext, input: SignInInput): Promise<SignedIn> {
  const loginName = normalLoginName(input.loginName);
  const at = ctx.clock();
  const [name, address] = [`name:${hashOf(loginName)}`, `address:${guardedAddress(input.address)}`];
  const wait = await takeAttempt(ctx.db, { [name]: NAME_RULE, [address]: ADDRESS_RULE }, at);
  if (wait) throw new AppError("auth.locked", { retryAfter: Math.ceil((wait.getTime() - at.getTime()) / 1000) });

  const person = await findByLoginName(ctx.db.prisma, loginName);
  const fits = await passwordFits(person?.passwordHash, input.password);
  if (!person || !fits) throw new AppError("auth.bad_credentials");
  await attemptSucceeded(ctx.db, [name], [address]);
  if (person.status !== "active") throw new AppError("auth.disabled");

  const sessionId = randomUUID();
  const refresh = refreshToken(ctx.env.JWT_SECRET, sessionId, 0);
  const former = input.former ? readRefreshToken(ctx.env.JWT_SECRET, input.former) : null;
  await transaction(ctx.db, null, at, async (tx) => {
    if (former) await endFormer(tx, former.sessionId);
    await insertSession(tx, {
      id: sessionId,
      personId: person.id,
      tokenHash: hashOf(refresh),
      userAgent: input.userAgent.slice(0, 400),
      address: input.address,
    });
    tx.record(identityEvents.signedIn, { entityId: person.id, data: { sessionId } });
    const by = { personId: person.id, address: input.address };
    await recordAudit(tx, by, { verb: "identity.signIn", entity: "session", entityId: sessionId });
  });
  return { personId: person.id, sessionId, refresh, at };
}

async function endFormer(tx: Tx, sessionId: string): Promise<void> {
  const personId = await revokeSession(tx, sessionId, "replaced");
  if (personId) tx.record(identityEvents.signedOut, { entityId: personId, data: { sessionId } });
}
