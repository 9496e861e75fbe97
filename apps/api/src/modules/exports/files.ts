import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import type { AppContext } from "../../platform/app-context.ts";

/** Finished and half-written files; named by the export's id and the turn that wrote them, never by what a person typed. */
export const exportsFolder = (ctx: AppContext): string => path.resolve(ctx.env.DATA_DIR, "exports");
export const fileOfTurn = (id: string, turn: string): string => `${id}.${turn}.xlsx`;

export async function makeFolder(ctx: AppContext): Promise<void> {
  await mkdir(exportsFolder(ctx), { recursive: true, mode: 0o700 });
}

/** Removes what was written for an export, finished or left half written by a process that died; with `turn` only what that one wrote. */
export async function removeFiles(ctx: AppContext, id: string, turn = ""): Promise<void> {
  const folder = exportsFolder(ctx);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (name.startsWith(`${id}.${turn}`)) await rm(path.join(folder, name), { force: true });
}
