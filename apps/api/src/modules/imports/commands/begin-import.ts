import { type ImportItem, type importEndpoints, importEvents, importPlan, type Parsed } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { mayRun } from "../imports.policy.ts";
import { presentImport } from "../imports.presenter.ts";
import { findImport, insertImport } from "../imports.repo.ts";
import { kindOf } from "../kinds.ts";

/** Begins an import under the page's id; the same again, by the same person, is the same import. Its file comes next. */
export async function beginImport(
  ctx: AppContext,
  actor: Actor,
  id: string,
  { kind, target, duplicates, fileName, language, timeZone }: Parsed<typeof importEndpoints.begin>["body"],
): Promise<ImportItem> {
  if (!mayRun(actor, kind)) throw new AppError("auth.forbidden");
  const { title, pinned } = await kindOf(ctx, kind).begin(ctx, target);
  const now = ctx.clock();
  await transaction(ctx.db, actor, now, async (tx) => {
    const by = { personId: actor.personId, byId: actor.personId };
    const asked = { kind, target, duplicates, fileName, language, timeZone };
    const row = { id, ...asked, ...by, title, pinned: JSON.parse(JSON.stringify(pinned)), plan: importPlan.parse({}), begunAt: now };
    if (await insertImport(tx, row)) tx.record(importEvents.begun, { entityId: id });
  });
  const row = await findImport(ctx.db.prisma, id);
  if (row?.personId !== actor.personId) throw new AppError("imports.not_found");
  return presentImport(ctx, row);
}
