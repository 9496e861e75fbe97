import { EXPORT_KINDS, type ExportItem, type ExportKind, exportEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { cancelLongJob, startLongJob } from "../../../platform/jobs/long-job.ts";
import { expiry } from "../expiry.ts";
import { presentExport } from "../exports.presenter.ts";
import { countUnderWay, type ExportRecord, findExport, moveExport } from "../exports.repo.ts";
import { MOST_UNDER_WAY } from "./request-export.ts";
import { writeExport } from "./write-export.ts";

/** Somebody else's export is answered like one that does not exist. */
export async function ownExport(ctx: AppContext, actor: Actor, id: string): Promise<ExportRecord> {
  const row = await findExport(ctx.db.prisma, id);
  if (row?.personId !== actor.personId) throw new AppError("exports.not_found");
  return row;
}

/** Refuses a person from whom the permission was taken since they asked. */
export function mustStillMay(actor: Actor, { kind }: ExportRecord): void {
  if (!scopeOf(actor, EXPORT_KINDS[kind as ExportKind].permission)) throw new AppError("auth.forbidden");
}

/** Stops an export. The process that writes it notices with the next part of its rows, and removes the file. */
export async function cancelExport(ctx: AppContext, actor: Actor, id: string): Promise<ExportItem> {
  await ownExport(ctx, actor, id);
  const now = ctx.clock();
  const row = await transaction(ctx.db, actor, now, async (tx) => {
    await cancelLongJob(tx, id);
    const moved = await moveExport(tx, id, "cancel", { state: "cancelled", finishedAt: now });
    if (!moved) throw new AppError("exports.over");
    tx.record(exportEvents.cancelled, { entityId: id });
    return moved;
  });
  return presentExport(row);
}

/** Runs what failed or was cancelled once more, from the beginning. */
export async function retryExport(ctx: AppContext, actor: Actor, id: string): Promise<ExportItem> {
  const before = await ownExport(ctx, actor, id);
  mustStillMay(actor, before);
  const now = ctx.clock();
  const row = await transaction(ctx.db, actor, now, async (tx) => {
    if ((await countUnderWay(tx, actor.personId)) >= MOST_UNDER_WAY) throw new AppError("exports.too_many");
    const fresh = { state: "waiting", rows: 0, failure: null, finishedAt: null, expiresAt: expiry(now) };
    const moved = await moveExport(tx, id, "retry", fresh);
    if (!moved) throw new AppError("exports.not_over");
    await startLongJob(tx, writeExport, { id, total: moved.total });
    tx.record(exportEvents.retried, { entityId: id });
    return moved;
  });
  return presentExport(row);
}
