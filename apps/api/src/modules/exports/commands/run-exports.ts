import { randomUUID } from "node:crypto";
import path from "node:path";
import { EXPORT_KINDS, type ExportKind, exportEvents, type Language } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction, transaction } from "../../../platform/db/transaction.ts";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { actorOf } from "../../identity/index.ts";
import { notify } from "../../notifications/index.ts";
import { type ExportChanges, type ExportRecord, keepTurn, moveExport, takeNext } from "../exports.repo.ts";
import { exportsFolder, fileOfTurn, makeFolder, removeFiles } from "../files.ts";
import { type Ask, exportKinds } from "../kinds.ts";
import { wallTimeIn } from "../workbook/wall-time.ts";
import { writeWorkbook } from "../workbook/write-workbook.ts";
import { expiry } from "./request-export.ts";

/** A writer that was not heard of for so long is dead, and another process begins anew. */
export const LEASE_MS = 15_000;
const RENEW_MS = 4_000;
/** Progress is pushed at most so often. */
const TELL_MS = 1_000;
/** So many times a file is begun before it is given up: what kills a process must not kill one after the other. */
const MOST_ATTEMPTS = 3;

/** Thrown when the turn is over: cancelled, or this process was taken for dead and another one writes. */
class TurnOver extends Error {}

/** Writes the exports that wait, one after the other, until there are none or the process ends. */
export async function runExports(ctx: AppContext, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const turn = randomUUID();
    const row = await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
      const taken = await takeNext(tx, turn, leaseEnd(ctx));
      if (taken) tx.record(exportEvents.taken, { entityId: taken.id });
      return taken;
    });
    if (!row) return;
    if (row.attempts > MOST_ATTEMPTS) await end(ctx, row, turn, "fail", { failure: "exports.failed" });
    else await runOne(ctx, row, turn, stopping);
  }
}

const leaseEnd = (ctx: AppContext): Date => new Date(ctx.clock().getTime() + LEASE_MS);

async function runOne(ctx: AppContext, row: ExportRecord, turn: string, stopping: AbortSignal): Promise<void> {
  const over = new AbortController();
  // A page of rows may take longer than the lease.
  const renew = setInterval(() => {
    keepTurn(ctx.db.prisma, row.id, turn, leaseEnd(ctx)).then(
      (mine) => mine || over.abort(new TurnOver()),
      () => {},
    );
  }, RENEW_MS);
  const file = fileOfTurn(row.id, turn);
  try {
    await makeFolder(ctx);
    await removeFiles(ctx, row.id);
    const written = await write(ctx, row, turn, path.join(exportsFolder(ctx), file), AbortSignal.any([stopping, over.signal]));
    const finished = await end(ctx, row, turn, "finish", { file, ...written });
    if (!finished) throw new TurnOver();
  } catch (error) {
    await removeFiles(ctx, row.id, turn);
    if (error instanceof TurnOver || over.signal.aborted) return;
    await giveUp(ctx, row, turn, stopping.aborted, error);
  } finally {
    clearInterval(renew);
  }
}

/** A refusal is final and told; whatever else went wrong is tried again, here or in another process. */
async function giveUp(ctx: AppContext, row: ExportRecord, turn: string, stopping: boolean, error: unknown): Promise<void> {
  if (stopping) {
    // Not its fault: the attempt does not count.
    await end(ctx, row, turn, "give_back", { attempts: row.attempts - 1 });
    return;
  }
  if (error instanceof AppError) {
    await end(ctx, row, turn, "fail", { failure: error.code });
    return;
  }
  ctx.log.warn({ err: error, exportId: row.id, attempt: row.attempts }, "export not written");
  if (row.attempts < MOST_ATTEMPTS) await end(ctx, row, turn, "give_back", {});
  else await end(ctx, row, turn, "fail", { failure: "exports.failed" });
}

const STATES = { finish: "done", fail: "failed", give_back: "waiting" } as const;

/** Ends the turn; false when it was over already. The person is told of a file that is there, and of one that will not be. */
async function end(
  ctx: AppContext,
  { id, personId, title }: ExportRecord,
  turn: string,
  event: keyof typeof STATES,
  changes: ExportChanges,
): Promise<boolean> {
  const now = ctx.clock();
  return transaction(ctx.db, null, now, async (tx) => {
    const isOver = event !== "give_back";
    const ended = { state: STATES[event], turn: null, leaseUntil: null, ...(isOver && { finishedAt: now, expiresAt: expiry(now) }) };
    if (!(await moveExport(tx, id, event, { ...ended, ...changes }, turn))) return false;
    tx.record(exportEvents[STATES[event]], { entityId: id });
    const kind = event === "finish" ? "export_done" : "export_failed";
    if (isOver) await notify(tx, [{ kind, personIds: [personId], ticket: null, byId: null, text: title }]);
    return true;
  });
}

async function write(ctx: AppContext, row: ExportRecord, turn: string, file: string, signal: AbortSignal) {
  const kind = row.kind as ExportKind;
  const reader = exportKinds.of(ctx)[kind];
  if (!reader) throw new Error(`nobody reads exports of ${kind}`);
  const who = (): Promise<Actor> => allowedActor(ctx, row.personId, kind);
  const locale = { language: row.language as Language, timeZone: row.timeZone, title: row.title };
  const workbook = await reader.open(ctx, who, row.ask as Ask, locale);
  const parts = watched(ctx, row.id, turn, workbook.parts);
  return writeWorkbook(file, { ...workbook, parts, wallTime: wallTimeIn(row.timeZone) }, signal);
}

/** The person with what they may do now, not when they asked. */
async function allowedActor(ctx: AppContext, personId: string, kind: ExportKind): Promise<Actor> {
  const actor = await actorOf(ctx, personId);
  if (!actor || !scopeOf(actor, EXPORT_KINDS[kind].permission)) throw new AppError("exports.permission_lost");
  return actor;
}

/** The parts, with the progress noted after each and told now and then; stops where the turn is over. */
async function* watched<T extends unknown[]>(ctx: AppContext, id: string, turn: string, parts: AsyncIterable<T>): AsyncGenerator<T> {
  let rows = 0;
  let toldAt = performance.now();
  for await (const part of parts) {
    rows += part.length;
    if (!(await keepTurn(ctx.db.prisma, id, turn, leaseEnd(ctx), rows))) throw new TurnOver();
    if (performance.now() - toldAt >= TELL_MS) {
      toldAt = performance.now();
      await transaction(ctx.db, null, ctx.clock(), async (tx) => tx.record(exportEvents.progressed, { entityId: id }));
    }
    yield part;
  }
}
