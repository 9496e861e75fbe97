import { createHash, timingSafeEqual } from "node:crypto";
import type { installationEndpoints, Language, Parsed } from "@cloverdesk/contracts";
import { visible } from "@cloverdesk/rules/text";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import {
  attemptSucceeded,
  firstAdministrator,
  guardedAddress,
  isAnybodyThere,
  LINK_RULE,
  recordAudit,
  takeAttempt,
} from "../../identity/index.ts";
import { firstSetting, forgetSettings } from "../../settings/index.ts";

type Input = Parsed<(typeof installationEndpoints)["setUp"]>["body"];

/**
 * Gives an empty installation its enterprise, the seeded roles and the first administrator: all of it or nothing, once. `installation.done`,
 * `installation.code_wrong`, `auth.locked` after several wrong codes from one address, `people.login_name_invalid`, `auth.password_weak`.
 */
export async function setUp(
  ctx: AppContext,
  { code, enterprise, administrator }: Input,
  address: string,
  language: Language,
): Promise<void> {
  const at = ctx.clock();
  if (ctx.env.DEMO === "on" || (await isAnybodyThere(ctx.db.prisma))) throw new AppError("installation.done");
  const guard = `set-up:${guardedAddress(address)}`;
  const wait = await takeAttempt(ctx.db, { [guard]: LINK_RULE }, at);
  if (wait) throw new AppError("auth.locked", { retryAfter: Math.ceil((wait.getTime() - at.getTime()) / 1000) });
  if (!isCode(code, ctx.env.SET_UP_CODE)) throw new AppError("installation.code_wrong", { fields: { code: "wrong" } });
  await attemptSucceeded(ctx.db, [], [guard]);

  const addAdministrator = await firstAdministrator(administrator, language);
  await transaction(ctx.db, null, at, async (tx) => {
    // The row that only one of several can write: who comes second leaves nothing behind.
    if (!(await firstSetting(tx.rows, "enterprise", enterprise, at))) throw new AppError("installation.done");
    const personId = await addAdministrator(tx);
    const after = { ...enterprise, administrator: administrator.loginName };
    await recordAudit(tx, { personId, address }, { verb: "installation.setUp", entity: "setting", entityId: "enterprise", after });
  });
  forgetSettings(ctx); // The page that reads the name next must not wait for the event.
}

/** Compares digests, which takes as long for a code that is nearly right. */
function isCode(typed: string, code: string | undefined): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return code !== undefined && timingSafeEqual(digest(visible(typed).normalize("NFKC").replace(/\s/g, "")), digest(code));
}
