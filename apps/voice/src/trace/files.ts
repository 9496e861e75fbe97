import { appendFile, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Clock, Timer } from "@cloverdesk/sip";

const WRITE_EVERY_MS = 500;
/** Lines that wait for the disk; more are dropped. Characters. */
const WAITING_MOST = 8_000_000;
const SWEEP_EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;

export interface TraceFilesOptions {
  folder: string;
  /** Files of earlier days are removed. */
  days: number;
  /** Bytes of all files; beyond it the oldest are removed, those of peers beyond a quarter of it. */
  mostBytes: number;
  clock: Pick<Clock, "setTimeout" | "clearTimeout">;
  /** Wall clock, ms since 1970. */
  now(): number;
  /** Called once for each row of failures: what cannot be written, or is more than the disk takes. */
  failed(error: unknown): void;
}

/** Appends lines to files in a folder, a moment later and several at once. What cannot be written is lost: a trace holds up no call. */
export interface TraceFiles {
  /** `rotateAt`: a file larger than this is put aside as `<file>.1` first. */
  append(file: string, line: string, rotateAt?: number): void;
  /** Writes what waits. */
  stop(): Promise<void>;
}

export function createTraceFiles({ folder, days, mostBytes, clock, now, failed }: TraceFilesOptions): TraceFiles {
  const waiting = new Map<string, { lines: string[]; rotateAt: number | undefined }>();
  let size = 0;
  let timer: Timer | undefined;
  let writing: Promise<void> = Promise.resolve();
  let isFailing = false;

  function fail(error: unknown): void {
    if (!isFailing) failed(error);
    isFailing = true;
  }
  async function write(): Promise<void> {
    const taken = [...waiting];
    waiting.clear();
    size = 0;
    for (const [file, { lines, rotateAt }] of taken) {
      const place = path.join(folder, file);
      try {
        await mkdir(path.dirname(place), { recursive: true });
        const bytes = rotateAt === undefined ? 0 : await sizeOf(place);
        if (rotateAt !== undefined && bytes > rotateAt) await rename(place, `${place}.1`);
        await appendFile(place, `${lines.join("\n")}\n`);
        isFailing = false;
      } catch (error) {
        fail(error);
      }
    }
  }
  function writeSoon(): void {
    timer ??= clock.setTimeout(() => {
      timer = undefined;
      writing = writing.then(write);
    }, WRITE_EVERY_MS);
  }

  const sweep = (): void => {
    sweeping = clock.setTimeout(sweep, SWEEP_EVERY_MS);
    void removeOld(folder, now() - days * DAY_MS, mostBytes).catch(failed);
  };
  let sweeping: Timer | undefined;
  sweep();

  return {
    append(file, line, rotateAt) {
      if (size + line.length > WAITING_MOST) return fail(new Error("more is said than the disk takes"));
      size += line.length;
      const known = waiting.get(file);
      if (known) known.lines.push(line);
      else waiting.set(file, { lines: [line], rotateAt });
      writeSoon();
    },
    async stop() {
      clock.clearTimeout(timer);
      clock.clearTimeout(sweeping);
      await writing;
      await write();
    },
  };
}

/** Keeps nothing. */
export const NO_FILES: TraceFiles = { append: () => {}, stop: async () => {} };

const sizeOf = (place: string): Promise<number> =>
  stat(place).then(
    (found) => found.size,
    () => 0,
  );

/** Removes what was last written before `oldest` (ms), then the earliest files until the rest has at most `mostBytes`. */
async function removeOld(folder: string, oldest: number, mostBytes: number): Promise<void> {
  const peers = path.join(folder, "peers");
  for (const { place, at } of await filesIn(peers)) if (at < oldest) await rm(place, { force: true });
  let bytes = await trim(peers, mostBytes / 4);
  const calls = path.join(folder, "calls");
  const firstKept = new Date(oldest).toISOString().slice(0, 10);
  for (const day of (await list(calls)).sort().reverse()) {
    const place = path.join(calls, day);
    if (day < firstKept || bytes >= mostBytes) await rm(place, { recursive: true, force: true });
    else bytes += await trim(place, mostBytes - bytes);
  }
}

/** Removes the earliest files of a folder until the rest has at most `mostBytes`. Resolves the bytes of what is left. */
async function trim(folder: string, mostBytes: number): Promise<number> {
  let left = 0;
  for (const { place, bytes } of (await filesIn(folder)).sort((a, b) => b.at - a.at)) {
    if (left + bytes <= mostBytes) left += bytes;
    else await rm(place, { force: true });
  }
  return left;
}

/** Files with the time of their last change (ms). What goes meanwhile is left out. */
async function filesIn(folder: string): Promise<{ place: string; at: number; bytes: number }[]> {
  const found = [];
  for (const name of await list(folder)) {
    const place = path.join(folder, name);
    const stats = await stat(place).catch(() => null);
    if (stats) found.push({ place, at: stats.mtimeMs, bytes: stats.size });
  }
  return found;
}

const list = (place: string): Promise<string[]> => readdir(place).catch(() => []);
