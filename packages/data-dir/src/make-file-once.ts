import { randomUUID } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Reads `file`, after making it with `text()` when it is missing. Of several processes that start at once, all read what the first one made, and never a
 * half-written file. The file gets mode 0600, a folder made for it 0700.
 */
export function makeFileOnce(file: string, text: () => string): string {
  const known = readIfThere(file);
  if (known !== undefined) {
    chmodSync(file, 0o600);
    return known;
  }
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${randomUUID()}`;
  try {
    writeFileSync(beside, text(), { mode: 0o600, flag: "wx", flush: true });
    giveName(beside, file);
    return readFileSync(file, "utf8");
  } finally {
    rmSync(beside, { force: true });
  }
}

function giveName(beside: string, file: string): void {
  try {
    linkSync(beside, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Some file systems have no hard links.
    if (code !== "EEXIST") renameSync(beside, file);
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
