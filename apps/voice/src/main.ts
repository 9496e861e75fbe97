import { fileURLToPath } from "node:url";
import { createEnginePool, type EngineConfig } from "@cloverdesk/media";
import { createAccessList, ListenError } from "@cloverdesk/sip";
import pino from "pino";
import { type Env, readEnv } from "./env.ts";
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

function accessListOf(env: Env) {
  const entries = env.SIP_ACL.split(",").map((entry) => entry.trim());
  try {
    return createAccessList(entries.filter((entry) => entry !== ""));
  } catch (error) {
    throw new Told(`SIP_ACL: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function start(env: Env): Promise<Voice> {
  const { SIP_TLS_KEY: key, SIP_TLS_CERT: cert, SIP_TLS_PORT: port } = env;
  const accessList = accessListOf(env);
  const engine = await startEngine(env);
  try {
    return await startVoice({
      engine,
      sip: {
        host: env.SIP_HOST,
        port: env.SIP_PORT,
        ...(env.SIP_ADVERTISED_HOST !== undefined && { advertisedHost: env.SIP_ADVERTISED_HOST }),
        ...(key !== undefined && cert !== undefined && { tls: { keyFile: key, certFile: cert, port } }),
        accessList,
      },
      link: { port: env.VOICE_LINK_PORT, secret: env.VOICE_LINK_SECRET },
      recordingsDir: env.RECORDINGS_DIR,
      maxSessions: env.MAX_SESSIONS,
      drainGraceMs: env.DRAIN_GRACE_MS,
      log: pino({ level: env.LOG_LEVEL }),
    });
  } catch (error) {
    await engine.close();
    throw error;
  }
}

function inWords(error: unknown): string {
  if (error instanceof ListenError) {
    const variable = error.code === "EADDRNOTAVAIL" ? "SIP_HOST" : error.protocol === "TLS" ? "SIP_TLS_PORT" : "SIP_PORT";
    return `${variable}: ${error.message}; choose another with ${variable}=…`;
  }
  return error instanceof Error ? error.message : String(error);
}

try {
  const env = readEnv();
  const voice = await start(env);
  pino({ level: env.LOG_LEVEL }).info({ sip: voice.sipPort, link: voice.linkPort }, "voice listens");
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
