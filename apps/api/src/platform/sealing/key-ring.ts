import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { makeFileOnce, replaceFile } from "@cloverdesk/data-dir";

/** A key of AES-256 with the name that sealed texts carry. */
export interface SealingKey {
  id: string;
  bytes: Buffer;
}

/** The keys of `DATA_DIR/secrets/SEALING_KEYS`, one a line: its id, a space, 32 bytes in base64url. The first one seals, all of them open. */
export interface KeyRing {
  /** The key that seals. The file is made when it is missing. @throws Error that names the file when it cannot be read. */
  current(): SealingKey;
  /** The key of this id. The file is read again for one that is not known, since another process may have added it; lines that are no keys are passed over. */
  find(id: string): SealingKey | undefined;
  /** Where the keys are kept, for messages. */
  file: string;
}

export function openKeyRing(dataDir: string): KeyRing {
  const file = fileOf(dataDir);
  let keys: SealingKey[] = [];
  return {
    file,
    current() {
      keys = readKeys(
        file,
        makeFileOnce(file, () => lineOf(newKey())),
      );
      const [first] = keys;
      if (!first) throw new Error(`${file} holds no key`);
      return first;
    },
    find(id) {
      if (!keys.some((key) => key.id === id))
        keys = readIfThere(file)
          .split("\n")
          .flatMap((line) => readLine(line) ?? []);
      return keys.find((key) => key.id === id);
    },
  };
}

/** Puts a new key before the others, which stay for reading. Answers its id. */
export function addKey(dataDir: string): string {
  const file = fileOf(dataDir);
  const key = newKey();
  const kept = readIfThere(file);
  readKeys(file, kept);
  replaceFile(file, lineOf(key) + kept);
  return key.id;
}

const fileOf = (dataDir: string): string => path.join(path.resolve(dataDir), "secrets", "SEALING_KEYS");
const newKey = (): SealingKey => ({ id: randomBytes(4).toString("hex"), bytes: randomBytes(32) });
const lineOf = ({ id, bytes }: SealingKey): string => `${id} ${bytes.toString("base64url")}\n`;

function readKeys(file: string, text: string): SealingKey[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, n) => {
    const key = readLine(line);
    if (!key) throw new Error(`${file}: line ${n + 1} is no key`);
    return key;
  });
}

function readLine(line: string): SealingKey | undefined {
  const [, id = "", bytes = ""] = /^([0-9a-f]{8}) ([\w-]{43})\s*$/.exec(line) ?? [];
  return id === "" ? undefined : { id, bytes: Buffer.from(bytes, "base64url") };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
