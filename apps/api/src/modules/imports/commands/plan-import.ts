import { type ImportItem, type ImportPlan, importEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { presentImport } from "../imports.presenter.ts";
import { changeImport, lockImport } from "../imports.repo.ts";
import { kindOf } from "../kinds.ts";
import { importFor } from "../queries/imports.ts";

/** Chooses assignment, priority and due time, before the first row is created or during a pause: of what is created from then on. */
export async function planImport(
  ctx: AppContext,
  actor: Actor,
  id: string,
  { version, ...plan }: ImportPlan & { version: number },
): Promise<ImportItem> {
  const before = await importFor(ctx, actor, id);
  await kindOf(ctx, before.kind).checkPlan(ctx.db.prisma, plan);
  const row = await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const locked = await lockImport(tx, id);
    if (locked?.state !== "checked" && locked?.state !== "paused") throw new AppError("imports.wrong_state");
    if (!(await changeImport(tx, id, version, { plan, byId: actor.personId }))) throw new AppError("imports.moved_on");
    tx.record(importEvents.planned, { entityId: id });
    return lockImport(tx, id);
  });
  if (!row) throw new AppError("imports.not_found");
  return presentImport(ctx, row);
}
