import type { exportEndpoints, Output } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { recordAudit } from "../../identity/index.ts";
import { mustStillMay, ownExport } from "../commands/stop-export.ts";
import { presentExport } from "../exports.presenter.ts";
import { exportsOf } from "../exports.repo.ts";
import { exportsFolder } from "../files.ts";

/** A person's own exports, newest first. */
export async function myExports(ctx: AppContext, actor: Actor): Promise<Output<typeof exportEndpoints.mine>> {
  const rows = await exportsOf(ctx.db.prisma, actor.personId, ctx.clock());
  return { items: rows.map(presentExport) };
}

/** The finished file of one's own export; every fetch is audited. */
export async function exportFile(ctx: AppContext, actor: Actor, id: string): Promise<{ root: string; file: string; name: string }> {
  const row = await ownExport(ctx, actor, id);
  mustStillMay(actor, row);
  if (row.expiresAt <= ctx.clock()) throw new AppError("exports.not_found");
  if (row.state !== "done" || !row.file) throw new AppError("exports.not_ready");
  await transaction(ctx.db, actor, ctx.clock(), (tx) =>
    recordAudit(tx, actor, { verb: "export.downloaded", entity: "export", entityId: id }),
  );
  return { root: exportsFolder(ctx), file: row.file, name: row.fileName };
}
