import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { IMPORT_MOST_BYTES } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { AppError } from "../../platform/http/app-error.ts";

const folderOf = (ctx: AppContext): string => path.resolve(ctx.env.DATA_DIR, "imports");

/** Where the file of an import lies; named by its id, never by what a person typed. */
export const fileOf = (ctx: AppContext, id: string): string => path.join(folderOf(ctx), id);

export const removeFile = (ctx: AppContext, id: string): Promise<void> => rm(fileOf(ctx, id), { force: true });

/** Ending of a file that is still being received. */
const PART = ".part";

/** Removes uploads that nothing was added to since `before`: their process was killed. */
export async function removeLeftUploads(ctx: AppContext, before: Date): Promise<void> {
  const names = await readdir(folderOf(ctx)).catch(() => []);
  for (const name of names) {
    const file = path.join(folderOf(ctx), name);
    if (name.endsWith(PART) && (await stat(file)).mtime < before) await rm(file, { force: true });
  }
}

/** Receives an upload beside its place, which `keep` gives it by renaming. The caller removes `file` in any case. */
export async function receive(ctx: AppContext, body: AsyncIterable<Buffer>): Promise<{ file: string; bytes: number; sha256: string }> {
  await mkdir(folderOf(ctx), { recursive: true, mode: 0o700 });
  const file = path.join(folderOf(ctx), `${randomUUID()}${PART}`);
  const handle = await open(file, "wx", 0o600);
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > IMPORT_MOST_BYTES) throw new AppError("request.too_large");
      hash.update(chunk);
      await handle.write(chunk);
    }
    await handle.sync();
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return { file, bytes, sha256: hash.digest("hex") };
}
