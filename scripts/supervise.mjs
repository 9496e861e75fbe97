// Keeps a program running: started again with back-off when it dies, its log kept in a file, warnings and errors shown on the screen.
import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { openLogFile } from "./log-file.mjs";

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5000;
/** A program that ran this long had started well: the next delay is short again. */
const HEALTHY_MS = 10_000;
const GRACE_MS = 8000;

const WARNING = 40;

/** What the screen shows of a log line: structured lines from warning up, and whatever is not structured, such as a crash. */
export function lineForScreen(line) {
  if (!line.startsWith("{")) return line.trim() ? line : undefined;
  try {
    const { level, msg, err } = JSON.parse(line);
    return level >= WARNING ? [msg, err?.message].filter(Boolean).join(": ") : undefined;
  } catch {
    return line;
  }
}

function eachLine(stream, fn) {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop();
    lines.forEach(fn);
  });
  stream.on("end", () => rest && fn(rest));
}

/** On a full disk the program runs without the note. */
function notePid(file, pid, onTrouble) {
  try {
    writeFileSync(file, String(pid));
  } catch (error) {
    onTrouble(error.code ?? error.message);
  }
}

/**
 * Starts `command args` and keeps it running until `stop()`. The child is a process group of its own with our pipe as stdin (see
 * exit-with-parent.mjs); its process id is in `<dataDir>/run/<name>.pid`. Returns `{restarts, stop}`.
 */
export function supervise({ name, command, args, cwd, env, dataDir, say }) {
  const log = openLogFile(path.join(dataDir, "logs"), name, { onTrouble: (trouble) => say(`[${name}] ${trouble}`) });
  const pidFile = path.join(dataDir, "run", `${name}.pid`);
  mkdirSync(path.dirname(pidFile), { recursive: true });
  const program = { restarts: 0, stop };
  let child;
  let timer;
  let stopping = false;
  let delay = FIRST_DELAY_MS;

  function start() {
    const startedAt = Date.now();
    child = spawn(command, args, { cwd, env, stdio: ["pipe", "pipe", "pipe"], detached: true });
    child.stdin.on("error", () => {});
    if (child.pid) notePid(pidFile, child.pid, (why) => say(`[${name}] its process id is not noted: ${why}`));
    for (const stream of [child.stdout, child.stderr])
      eachLine(stream, (line) => {
        log.write(line);
        const shown = lineForScreen(line);
        if (shown && !stopping) say(`[${name}] ${shown}`);
      });
    child.once("error", (error) => say(`[${name}] cannot be started: ${error.message}`));
    child.once("close", (code, signal) => {
      rmSync(pidFile, { force: true });
      if (stopping) return;
      if (Date.now() - startedAt > HEALTHY_MS) delay = FIRST_DELAY_MS;
      say(`[${name}] ended (${signal ?? `code ${code}`}); starting it again in ${delay / 1000} s`);
      program.restarts += 1;
      timer = setTimeout(start, delay);
      delay = Math.min(delay * 2, LONGEST_DELAY_MS);
    });
  }

  /** Asks the program to end, and ends it after the grace time. */
  async function stop() {
    stopping = true;
    clearTimeout(timer);
    if (child.pid && child.exitCode === null && child.signalCode === null) {
      const closed = new Promise((resolve) => child.once("close", resolve));
      child.kill("SIGTERM");
      const impatient = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
      await closed;
      clearTimeout(impatient);
    }
    rmSync(pidFile, { force: true });
    await log.close();
  }

  start();
  return program;
}
