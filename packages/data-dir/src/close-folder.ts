import { chmodSync } from "node:fs";
import { chmod, lstat, readdir } from "node:fs/promises";
import path from "node:path";

/**
 * Takes everybody else's access to a folder away: at once that to the folder itself, then in the background that to each file (0600) and folder (0700) in
 * it. A folder that is not there, and what vanishes meanwhile, is passed over; links are not followed. Resolves the paths that could not be closed.
 */
export async function closeFolder(folder: string): Promise<string[]> {
  try {
    chmodSync(folder, 0o700);
  } catch (error) {
    return isGone(error) ? [] : [folder];
  }
  return closeEntries(folder);
}

async function closeEntries(folder: string): Promise<string[]> {
  const open: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const place = path.join(folder, entry.name);
    if (!entry.isFile() && !entry.isDirectory()) continue;
    if (!(await close(place, entry.isDirectory() ? 0o700 : 0o600))) open.push(place);
    if (entry.isDirectory()) open.push(...(await closeEntries(place)));
  }
  return open;
}

/** Whether nobody else can use it any more. */
async function close(place: string, mode: number): Promise<boolean> {
  try {
    if (((await lstat(place)).mode & 0o077) !== 0) await chmod(place, mode);
    return true;
  } catch (error) {
    return isGone(error);
  }
}

const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";
