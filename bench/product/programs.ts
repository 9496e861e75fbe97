import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { profiled, provided } from "../figures/settings.ts";

/** A program of the product, run from its bundle as `npm start` runs it. */
export interface Program {
  readonly pid: number;
  /** Its log's warnings and errors so far. */
  warnings(): string[];
  stop(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, "../..");
const READY_WITHIN_MS = 30_000;
const WARNING = 40;
export const LINK_SECRET = randomBytes(24).toString("base64url");

/** Starts a bundle and resolves with the log line that says `listens`. */
async function start(name: string, env: Record<string, string>): Promise<{ program: Program; said: Record<string, unknown> }> {
  const folder = provided("BENCH_FOLDER");
  const logFile = path.join(folder, `${name}.log`);
  const log = createWriteStream(logFile);
  const args = ["--import", path.join(root, "scripts/exit-with-parent.mjs"), "--enable-source-maps", `apps/${name}/dist/main.mjs`];
  if (profiled()) args.unshift("--cpu-prof", `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${name}.cpuprofile`);
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => {});
  child.stderr.pipe(log, { end: false });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const said = await new Promise<Record<string, unknown>>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`${name} is not ready after ${READY_WITHIN_MS / 1000} s, see ${logFile}`)),
      READY_WITHIN_MS,
    );
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      log.write(chunk);
      if (timer.hasRef()) text += chunk;
      const line = text.split("\n").find((each) => each.includes(`"${name} listens"`) && each.endsWith("}"));
      if (!line) return;
      clearTimeout(timer);
      timer.unref();
      text = "";
      resolve(JSON.parse(line));
    });
    void ended.then(() => reject(new Error(`${name} ended, see ${logFile}:\n${readFileSync(logFile, "utf8").slice(-2000)}`)));
  });
  const warnings = (): string[] =>
    readFileSync(logFile, "utf8")
      .split("\n")
      .filter((line) => line.startsWith("{") && line.endsWith("}"))
      .map((line) => JSON.parse(line) as { level: number; msg: string; err?: { message: string } })
      .filter(({ level }) => level >= WARNING)
      .map(({ msg, err }) => (err ? `${msg}: ${err.message}` : msg));
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    const impatient = setTimeout(() => child.kill("SIGKILL"), 8_000);
    await ended;
    clearTimeout(impatient);
  };
  return { program: { pid: child.pid ?? 0, warnings, stop }, said };
}

export interface Api extends Program {
  /** `http://127.0.0.1:…` */
  base: string;
}

/** The api on the bench's database, with the voice service at `voiceUrl`; `more` of its environment where a bench needs it. */
export async function startApi(voiceUrl: string, secret = LINK_SECRET, more: Record<string, string> = {}): Promise<Api> {
  const folder = provided("BENCH_FOLDER");
  const { program, said } = await start("api", {
    PORT: "0",
    DATABASE_URL: provided("BENCH_DATABASE_URL"),
    DATA_DIR: folder,
    RECORDINGS_DIR: path.join(folder, "recordings"),
    JWT_SECRET: randomBytes(24).toString("base64url"),
    VOICE_LINK_URL: voiceUrl,
    VOICE_LINK_SECRET: secret,
    ...more,
  });
  const base = `http://127.0.0.1:${said.port}`;
  await voiceIsUp(base);
  return { ...program, base };
}

/** `/readyz` tells once the link to the voice service stands. */
async function voiceIsUp(base: string): Promise<void> {
  for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end; ) {
    const ready = await fetch(`${base}/readyz`).then(
      async (response) => ((await response.json()) as { voice?: boolean }).voice,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the api does not become ready");
}

export interface Voice extends Program {
  sipPort: number;
  linkUrl: string;
}

/** The voice program with its media workers, on ports that a running demo does not use. */
export async function startVoice(): Promise<Voice> {
  const recordings = path.join(provided("BENCH_FOLDER"), "recordings");
  mkdirSync(recordings, { recursive: true });
  const { program, said } = await start("voice", {
    SIP_PORT: "0",
    RTP_PORTS: "10000-19999",
    VOICE_LINK_PORT: "0",
    VOICE_LINK_SECRET: LINK_SECRET,
    RECORDINGS_DIR: recordings,
  });
  return { ...program, sipPort: Number(said.sip), linkUrl: `ws://127.0.0.1:${said.link}` };
}
