import { accessSync, constants, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { closeFolder } from "@cloverdesk/data-dir";
import { createEnginePool, type EngineConfig } from "@cloverdesk/media";
import { createAccessList, ListenError } from "@cloverdesk/sip";
import pino, { type Logger } from "pino";
import { type Env, ownEnv } from "./env.ts";
import { startVoice, type Voice } from "./voice.ts";

/** Told in words, without a stack. */
class Told extends Error {}

const place = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

function engineConfig(env: Env): EngineConfig {
  const announce = env.SIP_ADVERTISED_HOST;
  return {
    trunk: { bind: env.SIP_HOST, announce },
    browser: { bind: env.SIP_HOST, announce },
    ports: env.RTP_PORTS,
    promptFolder: place("../../../packages/media/prompts"),
  };
}

function startEngine(env: Env) {
  if (env.MEDIA_ENGINE === "rtpengine") throw new Told("MEDIA_ENGINE=rtpengine is not built yet; use MEDIA_ENGINE=embedded");
  const bundled = import.meta.url.endsWith(".mjs");
  return createEnginePool(engineConfig(env), {
    workers: env.MEDIA_WORKERS,
    entry: place(bundled ? "./worker.mjs" : "../../../packages/media/src/worker.ts"),
    // Workers end with us by themselves; what makes this process end with its own parent is not theirs.
    execArgv: bundled ? ["--enable-source-maps"] : process.execArgv,
  });
}

/** What goes wrong is told under the name of the variable. */
function attempt<T>(variable: string, what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Told(`${variable}: ${what === "" ? message : `${what} (${code ?? message})`}`);
  }
}

function tlsOf({ SIP_TLS_KEY, SIP_TLS_CERT, SIP_TLS_PORT }: Env) {
  if (SIP_TLS_KEY === undefined || SIP_TLS_CERT === undefined) return {};
  for (const [name, file] of Object.entries({ SIP_TLS_KEY, SIP_TLS_CERT })) {
    attempt(name, `${file} cannot be read`, () => accessSync(file, constants.R_OK));
  }
  return { tls: { keyFile: SIP_TLS_KEY, certFile: SIP_TLS_CERT, port: SIP_TLS_PORT } };
}

function checkRecordings({ RECORDINGS_DIR: folder }: Env): void {
  attempt("RECORDINGS_DIR", `${folder} cannot be written`, () => {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  });
}

async function start(env: Env, log: Logger): Promise<Voice> {
  const accessList = attempt("SIP_ACL", "", () => createAccessList(env.SIP_ACL.split(",").flatMap((entry) => entry.trim() || [])));
  const tls = tlsOf(env);
  checkRecordings(env);
  void closeFolder(env.RECORDINGS_DIR).then((open) => {
    if (open.length > 0)
      log.warn({ files: open.length, first: open[0] }, "recordings stay open to other users: they belong to somebody else");
  });
  const engine = await startEngine(env);
  try {
    return await startVoice({
      engine,
      sip: {
        host: env.SIP_HOST,
        port: env.SIP_PORT,
        ...(env.SIP_ADVERTISED_HOST !== undefined && { advertisedHost: env.SIP_ADVERTISED_HOST }),
        ...tls,
        accessList,
      },
      link: { port: env.VOICE_LINK_PORT, secret: env.VOICE_LINK_SECRET },
      recordingsDir: env.RECORDINGS_DIR,
      maxSessions: env.MAX_SESSIONS,
      rtpTimeouts: { waitingMs: env.RTP_TIMEOUT_WAITING_S * 1000, talkingMs: env.RTP_TIMEOUT_TALKING_S * 1000 },
      ...traceOf(env),
      drainGraceMs: env.DRAIN_GRACE_MS,
      log,
    });
  } catch (error) {
    await engine.close();
    throw error;
  }
}

function traceOf({ SIP_TRACES_DIR, SIP_TRACE_DAYS, SIP_TRACE_MB, SIP_HEP, SIP_HEP_ID, SIP_HEP_PASSWORD }: Env) {
  const [, host = "", port = ""] = SIP_HEP?.match(/^\[?(.+?)\]?:(\d+)$/) ?? [];
  const hep = host ? { host, port: Number(port), id: SIP_HEP_ID, ...(SIP_HEP_PASSWORD && { password: SIP_HEP_PASSWORD }) } : undefined;
  if (SIP_TRACE_DAYS === 0 && !hep) return {};
  return { sipTrace: { folder: SIP_TRACES_DIR, days: SIP_TRACE_DAYS, mostBytes: SIP_TRACE_MB * 1_000_000, ...(hep && { hep }) } };
}

function inWords(error: unknown): string {
  if (error instanceof ListenError) {
    const variable = error.code === "EADDRNOTAVAIL" ? "SIP_HOST" : error.protocol === "TLS" ? "SIP_TLS_PORT" : "SIP_PORT";
    return `${variable}: ${error.message}; choose another with ${variable}=…`;
  }
  return error instanceof Error ? error.message : String(error);
}

try {
  // Recordings are made for this user alone, also by the processes for sound.
  process.umask(0o077);
  const env = ownEnv();
  const log = pino({ level: env.LOG_LEVEL });
  const voice = await start(env, log);
  log.info({ sip: voice.sipPort, link: voice.linkPort }, "voice listens");
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    voice.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
  // The launcher that started us is gone: leave the ports to its successor.
  process.once("disconnect", stop);
} catch (error) {
  console.error(inWords(error));
  process.exit(1);
}
