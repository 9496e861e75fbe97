// A program's log on the disk: rotated by size while the program runs, bounded in total, for this user alone. A disk that is full or broken costs lines,
// never the program or its supervisor.
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import path from "node:path";

/** A file of this size is set aside; so many are kept besides the current one: at most 60 MB a program. */
const LARGEST = 10 * 1024 * 1024;
const KEPT = 5;
/** No line is longer: the rest of it is cut off. */
const LONGEST_LINE = 8 * 1024;
const WARNING = 40;
/** The same warning is written so often within a window, then counted. */
const SAME = 20;
const WINDOW_MS = 10_000;
/** So many lines wait for a disk that is slow or stands still; more are lost, since programs must not wait for their log. */
const MOST_WAITING = 10_000;
/** After a line could not be written, the next attempt comes no sooner. */
const PAUSE_MS = 1_000;

/** What makes two lines the same: of a warning or an error its message, of an unstructured line all but its numbers. Other lines are all written. */
function kindOf(line) {
  if (line.startsWith('{"level":30') || line.startsWith('{"level":20')) return;
  try {
    const { level, msg, err, path: at } = JSON.parse(line);
    return level >= WARNING ? JSON.stringify([level, msg, err?.message, at]) : undefined;
  } catch {
    return line.replace(/\d+/g, "0").slice(0, 200);
  }
}

/**
 * Appends lines to `<folder>/<name>.log`; a full file becomes `<name>.1.log`, that one `<name>.2.log`, and so on. `onTrouble` gets one sentence when lines are
 * lost for the first time, and one when they are written again. `now` in ms. Returns `{write(line), settled(), close()}`, which never throw:
 * `settled` resolves when what was written until now is on the disk, or lost.
 */
export function openLogFile(folder, name, { largest = LARGEST, kept = KEPT, onTrouble = () => {}, now = Date.now } = {}) {
  const file = path.join(folder, `${name}.log`);
  const aside = (n) => path.join(folder, `${name}.${n}.log`);
  let size = 0;
  const waiting = [];
  let draining;
  let lost = 0;
  let troubled = false;
  let pausedUntil = 0;
  let seen = new Map();
  let windowEnds = 0;

  function prepare() {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    for (const each of readdirSync(folder)) if (each.startsWith(`${name}.`)) chmodSync(path.join(folder, each), 0o600);
    size = existsSync(file) ? statSync(file).size : 0;
  }
  function rotate() {
    rmSync(aside(kept), { force: true });
    for (let n = kept - 1; n >= 1; n--) if (existsSync(aside(n))) renameSync(aside(n), aside(n + 1));
    if (kept > 0 && existsSync(file)) renameSync(file, aside(1));
    else rmSync(file, { force: true });
    size = 0;
  }
  async function append(lines) {
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
    if (size > 0 && size + bytes.length > largest) rotate();
    await appendFile(file, bytes, { mode: 0o600 });
    size += bytes.length;
  }
  /** In pieces of which each fits into a file. */
  async function appendAll(lines) {
    while (lines.length > 0) {
      let [count, bytes] = [0, 0];
      while (count < lines.length && (count === 0 || bytes + lines[count].length < largest / 4)) bytes += lines[count++].length;
      await append(lines.slice(0, count));
      lines.splice(0, count);
    }
  }
  async function attempt(lines) {
    const at = now();
    if (at < pausedUntil) {
      lost += lines.length;
      return;
    }
    const told = lost;
    try {
      if (told > 0)
        await append([JSON.stringify({ level: 40, time: at, msg: "lines of this log were lost: the disk did not take them", lost: told })]);
      await appendAll(lines);
    } catch (error) {
      pausedUntil = at + PAUSE_MS;
      lost += lines.length;
      if (!troubled) onTrouble(`its log cannot be written (${error.code ?? error.message}); lines are lost until it can`);
      troubled = true;
      // A line may have been written in part.
      size = existsSync(file) ? statSync(file).size : 0;
      return;
    }
    if (told > 0) onTrouble(`its log is written again; ${told} lines were lost`);
    lost -= told;
    troubled = false;
  }
  async function drain() {
    while (waiting.length > 0) await attempt(waiting.splice(0));
    draining = undefined;
  }
  function put(line) {
    if (waiting.length >= MOST_WAITING) lost++;
    else waiting.push(line);
    draining ??= drain();
  }
  /** Tells how often each message came beyond the first ones of the window. */
  function endWindow(at) {
    for (const [kind, count] of seen)
      if (count > SAME)
        put(
          JSON.stringify({
            level: 30,
            time: at,
            msg: "the same line came more often than it was written",
            more: count - SAME,
            kind: kind.slice(0, 200),
          }),
        );
    seen = new Map();
    windowEnds = at + WINDOW_MS;
  }

  try {
    prepare();
  } catch (error) {
    onTrouble(`its log cannot be opened (${error.code ?? error.message})`);
  }
  return {
    write(line) {
      const at = now();
      if (at >= windowEnds) endWindow(at);
      const kind = kindOf(line);
      const count = kind === undefined ? 0 : (seen.get(kind) ?? 0) + 1;
      if (kind !== undefined) seen.set(kind, count);
      if (count > SAME) return;
      put(line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}… ${line.length - LONGEST_LINE} more characters` : line);
    },
    settled: async () => draining,
    close() {
      endWindow(now());
      return Promise.resolve(draining);
    },
  };
}
