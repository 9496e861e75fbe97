import { randomBytes } from "node:crypto";
import path from "node:path";
import { makeFileOnce } from "./make-file-once.ts";

type Source = Record<string, string | undefined>;

/**
 * The environment with a value for each of `names`. One that is not set, or empty, is read from `DATA_DIR/secrets/<name>`, which is made of 32 random
 * bytes at the first start. `dataDir` is used when the environment does not name a folder.
 * @throws Error that names the variable when the folder cannot be used.
 */
export function withKeptSecrets(source: Source, names: readonly string[], dataDir = ".data"): Source {
  const folder = path.join(source.DATA_DIR || dataDir, "secrets");
  const kept = names.filter((name) => !source[name]).map((name) => [name, keptSecret(folder, name)]);
  return { ...source, ...Object.fromEntries(kept) };
}

function keptSecret(folder: string, name: string): string {
  try {
    return makeFileOnce(path.join(folder, name), () => randomBytes(32).toString("base64url")).trim();
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Error(`${name}: it is not set, and ${folder} cannot keep one (${why}); make DATA_DIR a folder that this user can write`);
  }
}
