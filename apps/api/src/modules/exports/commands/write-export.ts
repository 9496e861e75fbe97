import path from "node:path";
import { ERRORS, type ErrorCode, EXPORT_KINDS, type ExportKind, exportEvents, type Language } from "@cloverdesk/contracts";
import { z } from "zod";
import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction, type Tx } from "../../../platform/db/transaction.ts";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { type Change, defineLongJob, type Turn } from "../../../platform/jobs/long-job.ts";
import { actorOf, displayNames } from "../../identity/index.ts";
import { notify } from "../../notifications/index.ts";
import { expiry } from "../expiry.ts";
import { type ExportChanges, type ExportRecord, exportsByIds, findExport, moveExport, noteRows } from "../exports.repo.ts";
import { exportsFolder, makeFolder, removeFiles } from "../files.ts";
import { type Ask, exportKinds } from "../kinds.ts";
import { wallTimeIn } from "../workbook/wall-time.ts";
import { writeWorkbook } from "../workbook/write-workbook.ts";

/** Progress is pushed at most this often, ms. */
const PROGRESS_MS = 1_000;

interface Written {
  file: string;
  rows: number;
  bytes: number;
}

/** Writes an export's file. A file cannot be continued, so each turn writes its own from the beginning. */
export const writeExport = defineLongJob({
  name: "exports.write-export",
  cursor: z.null(),
  maxAttempts: 3,
  concurrency: 1,
  async run(ctx, turn): Promise<Written> {
    const row = await findExport(ctx.db.prisma, turn.id);
    if (!row) throw new AppError("exports.not_found");
    await makeFolder(ctx);
    await removeFiles(ctx, row.id);
    const file = turn.file("xlsx");
    return { file, ...(await write(ctx, row, turn, path.join(exportsFolder(ctx), file))) };
  },
  async subjects(ctx, ids) {
    const rows = await exportsByIds(ctx.db.prisma, ids);
    const names = await displayNames(
      ctx.db.prisma,
      rows.map(({ personId }) => personId),
    );
    const subjects = new Map(rows.map(({ id, title, personId }) => [id, `${title} (${names.get(personId) ?? ""})`]));
    return ids.map((id) => subjects.get(id) ?? null);
  },
  changed: followLongJob,
  discard: (ctx, turn) => removeFiles(ctx, turn.file("xlsx")),
});

async function write(ctx: AppContext, row: ExportRecord, turn: Turn<null>, file: string) {
  const kind = row.kind as ExportKind;
  const reader = exportKinds.of(ctx)[kind];
  if (!reader) throw new Error(`no module reads exports of ${kind}`);
  const who = (): Promise<Actor> => allowedActor(ctx, row.personId, kind);
  const locale = { language: row.language as Language, timeZone: row.timeZone, title: row.title };
  const workbook = await reader.open(ctx, who, row.ask as Ask, locale);
  const parts = withProgress(ctx, turn, workbook.parts);
  return writeWorkbook(file, { ...workbook, parts, wallTime: wallTimeIn(row.timeZone) }, turn.signal);
}

/** The person with what they may do now, not when they asked. */
async function allowedActor(ctx: AppContext, personId: string, kind: ExportKind): Promise<Actor> {
  const actor = await actorOf(ctx, personId);
  if (!actor || !scopeOf(actor, EXPORT_KINDS[kind].permission)) throw new AppError("exports.permission_lost");
  return actor;
}

/** The parts; saves the progress after each, and records it now and then. Ends when the turn is over. */
async function* withProgress<T extends unknown[]>(ctx: AppContext, turn: Turn<null>, parts: AsyncIterable<T>): AsyncGenerator<T> {
  let done = 0;
  let recordedAt = performance.now();
  for await (const part of parts) {
    done += part.length;
    await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
      await turn.save(tx, { cursor: null, done });
      await noteRows(tx, turn.id, done);
      if (performance.now() - recordedAt < PROGRESS_MS) return;
      recordedAt = performance.now();
      tx.record(exportEvents.progressed, { entityId: turn.id });
    });
    yield part;
  }
}

const EVENTS = { running: "take", waiting: "give_back", done: "finish", failed: "fail", cancelled: "cancel" } as const;

/** The export follows the state of its long job. The person is notified of a file that is there, and of one that will not be. */
async function followLongJob(_ctx: AppContext, tx: Tx, { id, state, failure, result }: Change<Written>): Promise<void> {
  const isOver = state === "done" || state === "failed";
  const changes: ExportChanges = {
    state,
    ...(state === "running" && { rows: 0 }),
    ...(isOver && { finishedAt: tx.at, expiresAt: expiry(tx.at) }),
    ...(state === "failed" && { failure: failure && failure in ERRORS ? (failure as ErrorCode) : "exports.failed" }),
    ...result,
  };
  const moved = await moveExport(tx, id, EVENTS[state], changes);
  if (!moved) return;
  tx.record(exportEvents[state === "running" ? "taken" : state], { entityId: id });
  const kind = state === "done" ? "export_done" : "export_failed";
  if (isOver) await notify(tx, [{ kind, personIds: [moved.personId], ticket: null, byId: null, text: moved.title }]);
}
