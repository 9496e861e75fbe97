import type { ImportItem, importEndpoints, Output, Parsed } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { listedFor, reachesImport } from "../imports.policy.ts";
import { presentImport, presentImports, presentRow, sameFiles } from "../imports.presenter.ts";
import { findImport, type ImportRecord, listImports } from "../imports.repo.ts";
import { rowsAfter } from "../rows.repo.ts";

type E = typeof importEndpoints;

/** An import that the person may see and continue; one out of reach is answered like one that does not exist. */
export async function importFor(ctx: AppContext, actor: Actor, id: string): Promise<ImportRecord> {
  const row = await findImport(ctx.db.prisma, id);
  if (!row || !reachesImport(actor, row)) throw new AppError("imports.not_found");
  return row;
}

export const getImport = async (ctx: AppContext, actor: Actor, id: string): Promise<ImportItem> =>
  presentImport(ctx, await importFor(ctx, actor, id));

export async function imports(ctx: AppContext, actor: Actor, { cursor, limit }: Parsed<E["list"]>["query"]): Promise<Output<E["list"]>> {
  const rows = await listImports(ctx.db.prisma, listedFor(actor), cursor === undefined ? null : readCursor(cursor), limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: await presentImports(ctx, page), nextCursor: rows.length > limit && last ? writeCursor(last) : null };
}

const writeCursor = ({ begunAt, id }: ImportRecord): string => Buffer.from(`${begunAt.toISOString()} ${id}`).toString("base64url");

const PLACE = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function readCursor(cursor: string): { begunAt: Date; id: string } {
  const [, at = "", id = ""] = PLACE.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  const begunAt = new Date(at);
  if (Number.isNaN(begunAt.getTime())) throw new AppError("request.invalid", { fields: { cursor: "not a cursor of this list" } });
  return { begunAt, id };
}

/** Rows in the order of the file; the cursor is the number of the last one. */
export async function importRows(
  ctx: AppContext,
  actor: Actor,
  id: string,
  { cursor = "0", limit, outcome, column }: Parsed<E["rows"]>["query"],
): Promise<Output<E["rows"]>> {
  await importFor(ctx, actor, id);
  if (!/^\d{1,8}$/.test(cursor)) throw new AppError("request.invalid", { fields: { cursor: "not a cursor of this list" } });
  const rows = await rowsAfter(ctx.db.prisma, id, { outcome, column }, Number(cursor), limit + 1);
  const page = rows.slice(0, limit);
  return { items: page.map(presentRow), nextCursor: rows.length > limit ? String(page.at(-1)?.row) : null };
}

/** The last import of a file with this digest. */
export async function sameFile(ctx: AppContext, sha256: string): Promise<Output<E["sameFile"]>> {
  const id = "00000000-0000-4000-8000-000000000000";
  return { sameAs: (await sameFiles(ctx, [{ id, sha256 }])).get(id) ?? null };
}
