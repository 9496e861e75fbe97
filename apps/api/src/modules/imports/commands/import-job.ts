import { ERRORS, type ErrorCode } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Reader } from "../../../platform/db/client.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { actorOf } from "../../identity/index.ts";
import { mayRun } from "../imports.policy.ts";
import { type ImportRecord, importsOfJobs } from "../imports.repo.ts";

// What the long jobs of an import share. Each stage (check, create, undo) is a long job of its own, named by `job_id`.

/** Null when a later stage has begun, or the import is gone. */
export async function findImportOfJob(reader: Reader, jobId: string): Promise<ImportRecord | null> {
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
  if (!actor || !mayRun(actor, kind as Parameters<typeof mayRun>[1])) throw new AppError("imports.permission_lost");
  return actor;
}

export const codeOf = (failure: string | undefined, otherwise: ErrorCode): ErrorCode =>
  failure && failure in ERRORS ? (failure as ErrorCode) : otherwise;
