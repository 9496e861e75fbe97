import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import type { AppContext } from "../../platform/app-context.ts";

/** Finished and half-written files; named by the export's id and the turn that wrote them, never by what a person typed. */
export const exportsFolder = (ctx: AppContext): string => path.resolve(ctx.env.DATA_DIR, "exports");

export async function makeFolder(ctx: AppContext): Promise<void> {
  await mkdir(exportsFolder(ctx), { recursive: true, mode: 0o700 });
}

/** Removes the files that begin with `name`: with an export's id all of its turns, with a turn's file that one. */
export async function removeFiles(ctx: AppContext, name: string): Promise<void> {
  const folder = exportsFolder(ctx);
  const names = await readdir(folder).catch(() => []);
  for (const each of names) if (each.startsWith(name)) await rm(path.join(folder, each), { force: true });
}
