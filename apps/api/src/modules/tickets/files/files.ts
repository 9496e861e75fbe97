import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { TicketFile } from "@cloverdesk/contracts";
import { hiddenAt, nodeOf } from "@cloverdesk/rules/ticket-flow";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { displayNames, recordAudit } from "../../identity/index.ts";
import { hiddenFiles } from "../search/row.presenter.ts";
import { flowOf, setupOf } from "../setup/setup.ts";
import { readFields, type TicketRecord } from "../work/ticket.repo.ts";
import { mustReach } from "../work/ticket.ts";
import { fileType, HEAD_BYTES } from "./file-type.ts";
import { findFile, forgetUnusedFiles, insertFile, type StoredFile } from "./files.repo.ts";

export const MAX_FILE_BYTES = 20 * 1024 * 1024;

const rootOf = (ctx: AppContext): string => path.resolve(ctx.env.DATA_DIR, "files");
/** Named by the id alone: what the uploader called it is never part of a path. */
const placeOf = (id: string): string => path.join(id.slice(0, 2), id);

/** Stores a file that somebody who may create or work on tickets uploads. Its beginning decides whether it is taken; the same id again, by the same person, is the same file. */
export async function storeFile(ctx: AppContext, actor: Actor, id: string, name: string, body: AsyncIterable<Buffer>): Promise<TicketFile> {
  if (!scopeOf(actor, "tickets.create") && !scopeOf(actor, "tickets.work")) throw new AppError("auth.forbidden");
  const known = await findFile(ctx.db.prisma, id);
  if (known) return present(ctx, known, actor);
  const root = rootOf(ctx);
  const beside = path.join(root, `${randomUUID()}.part`);
  await mkdir(path.join(root, id.slice(0, 2)), { recursive: true, mode: 0o700 });
  try {
    const written = await write(beside, name, body);
    const file = { id, personId: actor.personId, name, at: ctx.clock(), ...written };
    // The row first, so that of two uploads under one id only the first one's bytes come to stand there.
    await transaction(ctx.db, actor, file.at, async (tx) => {
      if (await insertFile(tx.rows, file)) await rename(beside, path.join(root, placeOf(id)));
    });
    const stored = await findFile(ctx.db.prisma, id);
    if (!stored) throw new AppError("tickets.not_found");
    return await present(ctx, stored, actor);
  } finally {
    await rm(beside, { force: true });
  }
}

async function write(file: string, name: string, body: AsyncIterable<Buffer>): Promise<{ type: string; bytes: number; sha256: string }> {
  const handle = await open(file, "wx", 0o600);
  const hash = createHash("sha256");
  let head = Buffer.alloc(0);
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > MAX_FILE_BYTES) throw new AppError("request.too_large");
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)]);
      hash.update(chunk);
      await handle.write(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  const type = fileType(name, head);
  if (!type) throw new AppError("tickets.file_refused", { fields: { name: "refused" } });
  return { type, bytes, sha256: hash.digest("hex") };
}

async function present(ctx: AppContext, file: StoredFile, actor: Actor): Promise<TicketFile> {
  if (file.personId !== actor.personId) throw new AppError("tickets.not_allowed");
  const names = await displayNames(ctx.db.prisma, [file.personId]);
  const { id, name, type, bytes, sha256, at } = file;
  return { id, name, type, bytes, sha256, at: at.toISOString(), by: { id: file.personId, name: names.get(file.personId) ?? "" } };
}

/** An upload that no ticket and no draft names after so long was given up, ms. */
export const UNUSED_MS = 7 * 86_400_000;
const AT_ONCE = 100;

/** Deletes uploads that were given up. */
export async function dropUnusedFiles(ctx: AppContext): Promise<void> {
  for (;;) {
    const ids = await forgetUnusedFiles(ctx.db.prisma, new Date(ctx.clock().getTime() - UNUSED_MS), AT_ONCE);
    await Promise.all(ids.map((id) => rm(path.join(rootOf(ctx), placeOf(id)), { force: true })));
    if (ids.length < AT_ONCE) return;
  }
}

/** Whether the ticket's node hides the fields that name the file. */
async function isUnseen(ctx: AppContext, ticket: TicketRecord, fileId: string): Promise<boolean> {
  const node = nodeOf(await flowOf(ctx, ticket.typeId, ticket.flowVersion), ticket.node);
  if (hiddenAt(node).length === 0) return false;
  return hiddenFiles(await readFields(ctx.db.prisma, ticket.id), (await setupOf(ctx)).fields, node).has(fileId);
}

/** A file of a ticket that the person may read, to save or to be shown; every access is audited. The id alone opens nothing. */
export async function ticketFileFor(ctx: AppContext, actor: Actor, ticketId: string, fileId: string, preview: boolean) {
  const ticket = await mustReach(ctx, actor, ticketId);
  const file = await findFile(ctx.db.prisma, fileId);
  if (file?.ticketId !== ticketId || (await isUnseen(ctx, ticket, fileId))) throw new AppError("tickets.not_found");
  await transaction(ctx.db, actor, ctx.clock(), (tx) =>
    recordAudit(tx, actor, {
      verb: preview ? "ticket_file.previewed" : "ticket_file.downloaded",
      entity: "ticket",
      entityId: ticketId,
      after: { fileId, name: file.name },
    }),
  );
  return { root: rootOf(ctx), file: placeOf(file.id), name: file.name, type: file.type };
}
