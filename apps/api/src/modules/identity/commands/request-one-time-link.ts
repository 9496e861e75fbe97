import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { normalLoginName } from "../login-name.ts";
import { findByLoginName } from "../person.repo.ts";
import { hashOf } from "../refresh-token.ts";
import { takeAttempt } from "../sign-in-guard.repo.ts";
import { ADDRESS_RULE, guardedAddress, LINK_RULE } from "../sign-in-guard.ts";
import { openLink } from "./make-one-time-link.ts";

/**
 * *Forgot password*, and the way in for somebody new. The answer never tells whether the account exists: the link is made and mailed after it
 * was given. `auth.locked` when asked too often.
 */
export async function requestOneTimeLink(ctx: AppContext, typed: string, address: string): Promise<void> {
  const loginName = normalLoginName(typed);
  const at = ctx.clock();
  const keys = { [`link:${hashOf(loginName)}`]: LINK_RULE, [`link-address:${guardedAddress(address)}`]: ADDRESS_RULE };
  const wait = await takeAttempt(ctx.db, keys, at);
  if (wait) throw new AppError("auth.locked", { retryAfter: Math.ceil((wait.getTime() - at.getTime()) / 1000) });

  const person = await findByLoginName(ctx.db.prisma, loginName);
  if (person?.status !== "active") return;
  if (!loginName.includes("@") && ctx.env.DEMO === "off")
    ctx.log.warn({ personId: person.id }, "no mail address to send a one-time link to; an administrator can make one and hand it over");
  void transaction(ctx.db, null, at, (tx) => openLink(ctx, tx, person, loginName)).catch((error) =>
    ctx.log.error({ err: error, personId: person.id }, "one-time link not made"),
  );
}
