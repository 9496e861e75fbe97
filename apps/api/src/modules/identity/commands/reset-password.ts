import { identityEvents, type Language } from "@cloverdesk/contracts";
import { fold } from "@cloverdesk/rules/text";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Tx, transaction } from "../../../platform/db/transaction.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { recordAudit } from "../audit.repo.ts";
import { normalLoginName } from "../login-name.ts";
import { findOpenLink, type OpenLink, tryCode, useLink } from "../one-time-link.repo.ts";
import { codeHash, sameHash } from "../one-time-link.ts";
import { hashPassword } from "../password-hash.ts";
import { savePasswordHash } from "../person.repo.ts";
import { hashOf } from "../refresh-token.ts";
import { revokeAllSessions } from "../session.repo.ts";
import { attemptSucceeded, takeAttempt } from "../sign-in-guard.repo.ts";
import { ADDRESS_RULE, guardedAddress } from "../sign-in-guard.ts";
import { refuseWeak } from "../weak-password.ts";

export interface ResetInput {
  token?: string;
  loginName?: string;
  code?: string;
  password: string;
}

/**
 * Sets a password by the link's token, or by login name and code. Ends every session of the person. A refused
 * password does not use the link up (but a code typed with it counts as a try). `auth.password_weak` (with the broken rules in `fields.password`), `auth.link_invalid`, `auth.locked`.
 */
export async function resetPassword(ctx: AppContext, input: ResetInput, address: string, language: Language): Promise<void> {
  const at = ctx.clock();
  const key = `code-address:${guardedAddress(address)}`;
  const wait = await takeAttempt(ctx.db, { [key]: ADDRESS_RULE }, at);
  if (wait) throw new AppError("auth.locked", { retryAfter: Math.ceil((wait.getTime() - at.getTime()) / 1000) });

  const open = input.token ? await findOpenLink(ctx.db.prisma, hashOf(input.token), at) : await byCode(ctx, input, at);
  if (!open) throw new AppError("auth.link_invalid");
  refuseWeak(input.password, open.person, language);
  const passwordHash = await hashPassword(input.password);
  await transaction(ctx.db, null, at, async (tx) => {
    if (!(await useLink(tx, open.id))) throw new AppError("auth.link_invalid");
    await setPassword(tx, open.person.id, passwordHash, address);
  });
  await attemptSucceeded(ctx.db, [`name:${hashOf(open.person.loginName)}`], [key]);
}

/** Each try counts before it is compared. */
async function byCode(ctx: AppContext, { loginName: typed = "", code = "" }: ResetInput, at: Date): Promise<OpenLink | null> {
  const loginName = normalLoginName(typed);
  const link = loginName ? await tryCode(ctx.db, loginName, at) : null;
  return link && sameHash(link.codeHash, codeHash(ctx.env.JWT_SECRET, loginName, fold(code).replace(/[\s-]/g, ""))) ? link : null;
}

async function setPassword(tx: Tx, personId: string, passwordHash: string, address: string): Promise<void> {
  await savePasswordHash(tx, personId, passwordHash);
  await revokeAllSessions(tx, personId, "password_set");
  tx.record(identityEvents.passwordSet, { entityId: personId });
  await recordAudit(tx, { personId, address }, { verb: "identity.resetPassword", entity: "person", entityId: personId });
}
