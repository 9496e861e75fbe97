import { ERRORS, type Language } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Tx, transaction } from "../../../platform/db/transaction.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { recordAudit } from "../audit.repo.ts";
import { normalLoginName } from "../login-name.ts";
import { tryCode, useLink } from "../one-time-link.repo.ts";
import { codeHash, sameHash } from "../one-time-link.ts";
import { hashPassword } from "../password-hash.ts";
import { passwordFaults } from "../password-rules.ts";
import { findByLoginName } from "../person.repo.ts";
import { hashOf } from "../refresh-token.ts";
import { revokeAllSessions } from "../session.repo.ts";
import { attemptSucceeded, takeAttempt } from "../sign-in-guard.repo.ts";
import { ADDRESS_RULE, guardedAddress } from "../sign-in-guard.ts";

export interface ResetInput {
  token?: string;
  loginName?: string;
  code?: string;
  password: string;
}

/**
 * Sets a password by the link's token, or by login name and code. Ends every session of the person. The password is judged first, so that a
 * refused one does not use the link up. `auth.password_weak` (with the broken rules in `fields.password`), `auth.link_invalid`, `auth.locked`.
 */
export async function resetPassword(ctx: AppContext, input: ResetInput, address: string, language: Language): Promise<void> {
  const at = ctx.clock();
  const key = `code-address:${guardedAddress(address)}`;
  const wait = await takeAttempt(ctx.db, { [key]: ADDRESS_RULE }, at);
  if (wait) throw new AppError("auth.locked", { retryAfter: Math.ceil((wait.getTime() - at.getTime()) / 1000) });

  const loginName = normalLoginName(input.loginName ?? "");
  refuseWeak(input.password, loginName, language);
  const by = input.token ? { tokenHash: hashOf(input.token) } : await byCode(ctx, loginName, input.code ?? "", at);
  const passwordHash = await hashPassword(input.password);
  await transaction(ctx.db, null, at, async (tx) => {
    const personId = by && (await useLink(tx, by));
    if (!personId) throw new AppError("auth.link_invalid");
    await setPassword(tx, personId, passwordHash, address);
  });
  await attemptSucceeded(ctx.db, loginName ? [`name:${hashOf(loginName)}`] : [], [key]);
}

function refuseWeak(password: string, loginName: string, language: Language): void {
  const faults = passwordFaults(password, loginName).map((fault) => fault[language]);
  if (faults.length === 0) return;
  const text = faults.join(language === "zh" ? "；" : " ");
  throw new AppError("auth.password_weak", { detail: `${ERRORS["auth.password_weak"][language]} ${text}`, fields: { password: text } });
}

async function byCode(ctx: AppContext, loginName: string, code: string, at: Date): Promise<{ id: string } | null> {
  const person = loginName ? await findByLoginName(ctx.db.prisma, loginName) : null;
  const link = person && (await tryCode(ctx.db, person.id, at));
  return link && sameHash(link.codeHash, codeHash(ctx.env.JWT_SECRET, loginName, code.trim())) ? { id: link.id } : null;
}

async function setPassword(tx: Tx, personId: string, passwordHash: string, address: string): Promise<void> {
  await tx.rows.person.update({ where: { id: personId }, data: { passwordHash } });
  await revokeAllSessions(tx, personId, "password_set");
  tx.record({ name: "identity.password_set", entity: "person", entityId: personId });
  await recordAudit(tx, { personId, address }, { verb: "identity.resetPassword", entity: "person", entityId: personId });
}
