import { ERRORS, type ErrorCode, type ImportEvent, type ImportKind, importEvents, type NotificationKind } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Reader } from "../../../platform/db/client.ts";
import { type SqlTx, type Tx, transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import type { Change, Turn } from "../../../platform/jobs/long-job.ts";
import { actorOf } from "../../identity/index.ts";
import { notify } from "../../notifications/index.ts";
import { mayRun } from "../imports.policy.ts";
import { type ImportChanges, type ImportRecord, importsOfJobs, moveImport, noteDone, noteFigures } from "../imports.repo.ts";

// What the long jobs of an import share. Each stage (check, create, undo) is a long job of its own, named by `job_id`.

/** Rows of one transaction. */
export const PART = 500;
/** Progress is counted and pushed at most this often, ms. */
const PROGRESS_MS = 1_000;

/** Null when a later stage has begun, or the import is gone. */
async function findImportOfJob(reader: Reader, jobId: string): Promise<ImportRecord | null> {
  const [row] = await importsOfJobs(reader, [jobId]);
  return row ?? null;
}

export async function importOfJob(reader: Reader, jobId: string): Promise<ImportRecord> {
  const row = await findImportOfJob(reader, jobId);
  if (!row) throw new AppError("imports.not_found");
  return row;
}

/** The files that these long jobs work on. */
export async function subjectsOf(ctx: AppContext, jobIds: string[]): Promise<(string | null)[]> {
  const rows = await importsOfJobs(ctx.db.prisma, jobIds);
  return jobIds.map((jobId) => rows.find((row) => row.jobId === jobId)?.fileName ?? null);
}

/** The person in whose name an import goes on, with what they may do now. */
export async function allowedActor(ctx: AppContext, { byId, kind }: Pick<ImportRecord, "byId" | "kind">): Promise<Actor> {
  const actor = await actorOf(ctx, byId);
  if (!actor || !mayRun(actor, kind as ImportKind)) throw new AppError("imports.permission_lost");
  return actor;
}

/** Notes how many rows are done, in the transaction of each part. */
export function progressOf(importId: string): (tx: SqlTx, done: number) => Promise<void> {
  let countedAt = performance.now();
  return async (tx, done) => {
    await noteDone(tx, importId, done);
    if (performance.now() - countedAt < PROGRESS_MS) return;
    countedAt = performance.now();
    await noteFigures(tx, importId);
    tx.record(importEvents.progressed, { entityId: importId });
  };
}

/** Works in parts of one transaction each, until `part` finds no more rows; it answers how many it has done. `who` is asked before each part. */
export async function workInParts<Who extends Actor | null>(
  ctx: AppContext,
  turn: Turn<null>,
  importId: string,
  who: () => Promise<Who>,
  part: (tx: Tx, actor: Who) => Promise<number>,
): Promise<void> {
  const noteProgress = progressOf(importId);
  for (let done = turn.done; ; ) {
    turn.signal.throwIfAborted();
    const actor = await who();
    const rows = await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
      const count = await part(tx, actor);
      if (count === 0) return 0;
      await turn.save(tx, { cursor: null, done: done + count });
      await noteProgress(tx, done + count);
      return count;
    });
    if (rows === 0) return;
    done += rows;
  }
}

interface End {
  /** Moves the import. */
  event: ImportEvent;
  changes?: ImportChanges;
  recorded: (typeof importEvents)[keyof typeof importEvents];
  notification: NotificationKind;
}

/** Moves the import on when its long job is done or has failed, and notifies whoever acted last. Null when nothing moves. */
export async function followLongJob(
  tx: Tx,
  { id: jobId, state, failure }: Change<unknown>,
  ends: { done: End; failed: End },
): Promise<ImportRecord | null> {
  if (state !== "done" && state !== "failed") return null;
  const row = await findImportOfJob(tx.rows, jobId);
  if (!row) return null;
  const { event, changes, recorded, notification } = ends[state];
  await noteFigures(tx, row.id);
  const moved = await moveImport(tx, row.id, event, { ...changes, done: 0, failure: state === "done" ? null : codeOf(failure) });
  if (!moved) return null;
  tx.record(recorded, { entityId: row.id });
  await notify(tx, [{ kind: notification, personIds: [moved.byId], ticket: null, byId: null, text: moved.fileName }]);
  return moved;
}

const codeOf = (failure: string | undefined): ErrorCode => (failure && failure in ERRORS ? (failure as ErrorCode) : "imports.failed");
