import { createServer, type Server } from "node:http";
import express from "express";
import pino, { type Logger } from "pino";
import type { Env } from "./env.ts";
import { registerAgents } from "./modules/agents/index.ts";
import { registerAutomation } from "./modules/automation/index.ts";
import { registerCalls } from "./modules/calls/index.ts";
import { registerCategories } from "./modules/categories/index.ts";
import { registerCustomers } from "./modules/customers/index.ts";
import { registerExports } from "./modules/exports/index.ts";
import { registerGroups } from "./modules/groups/index.ts";
import { registerHotlines, sealTrunkPasswords } from "./modules/hotlines/index.ts";
import { authenticateRequest, authenticateSocket, registerIdentity } from "./modules/identity/index.ts";
import { registerImports } from "./modules/imports/index.ts";
import { registerInstallation } from "./modules/installation/index.ts";
import { registerJobs } from "./modules/jobs/index.ts";
import { registerNotifications } from "./modules/notifications/index.ts";
import { registerRouting } from "./modules/routing/index.ts";
import { registerSettings } from "./modules/settings/index.ts";
import { registerSipTraces } from "./modules/sip-traces/index.ts";
import { registerTickets } from "./modules/tickets/index.ts";
import type { AppContext, Clock } from "./platform/app-context.ts";
import { openDatabase } from "./platform/db/client.ts";
import { createSubscribers } from "./platform/events/subscribers.ts";
import { AppError } from "./platform/http/app-error.ts";
import { credentialsOf } from "./platform/http/credentials.ts";
import { errorMapper } from "./platform/http/error-mapper.ts";
import { mountHealth } from "./platform/http/health.ts";
import { mounter } from "./platform/http/mount.ts";
import { mountOpenApi } from "./platform/http/openapi.ts";
import { requestId } from "./platform/http/request-id.ts";
import { securityHeaders } from "./platform/http/security-headers.ts";
import { serveWeb } from "./platform/http/web-root.ts";
import { createJobs } from "./platform/jobs/jobs.ts";
import { createSweeper } from "./platform/jobs/sweeper.ts";
import { createRealtime } from "./platform/realtime/realtime.ts";
import { openKeyRing } from "./platform/sealing/key-ring.ts";
import { createVoiceLink } from "./platform/voice-link/voice-link.ts";

export interface App {
  ctx: AppContext;
  http: Server;
  /** Seals what was entered in plain text, starts sockets, sweeps and the voice link, then listens. Answers the port. */
  start(): Promise<number>;
  stop(): Promise<void>;
}

export interface AppOptions {
  env: Env;
  clock?: Clock;
  log?: Logger;
  /** Checks every answer and every recorded event against its contract (tests, development). */
  checkOutput?: boolean;
  /** Without its own sweeps a test decides when deadlines are looked at. */
  sweep?: boolean;
  /** Whether this process runs jobs. Without, it only asks for them and leaves them to other processes. */
  work?: boolean;
  /** Time without a heartbeat after which a process counts as dead and its jobs are taken by others, ms; the same in all processes. */
  lostAfterMs?: number;
}

/** Builds one api process's worth of the product. Nothing runs before `start`. */
export function createApp({
  env,
  clock = () => new Date(),
  log = pino({ level: env.LOG_LEVEL }),
  checkOutput = false,
  sweep = true,
  work = sweep,
  lostAfterMs,
}: AppOptions): App {
  const db = openDatabase(env.DATABASE_URL);
  db.checkEvents = checkOutput;
  const realtime = createRealtime(db, log);
  const voice = createVoiceLink({ url: env.VOICE_LINK_URL, secret: env.VOICE_LINK_SECRET, db, log });
  const sweeper = createSweeper(log);
  const jobs = createJobs(() => ctx, { db, clock, log, sweeper, lostAfterMs });
  const ctx: AppContext = {
    env,
    db,
    clock,
    log,
    realtime,
    voice,
    sweeper,
    jobs,
    subscribers: createSubscribers(db, clock, jobs),
    keys: openKeyRing(env.DATA_DIR),
  };

  const site = express();
  site.disable("x-powered-by");
  site.set("trust proxy", "loopback");
  site.use(requestId);
  site.use(securityHeaders(env.APP_URL.startsWith("https:")));
  mountHealth(site, ctx);
  site.use("/api", express.json({ limit: "256kb" }));
  const mount = mounter(site, (req) => authenticateRequest(ctx, credentialsOf(req)), checkOutput);
  for (const register of [
    registerIdentity,
    registerGroups,
    registerSettings,
    registerCategories,
    registerNotifications,
    registerJobs,
    registerExports,
    registerImports,
    registerCustomers,
    registerHotlines,
    registerRouting,
    registerAgents,
    registerCalls,
    registerSipTraces,
    registerTickets,
    registerAutomation,
    registerInstallation,
  ])
    register(ctx, mount);
  mountOpenApi(site);
  site.use("/api", () => {
    throw new AppError("request.not_found");
  });
  serveWeb(site, env.WEB_ROOT);
  site.use(errorMapper(log));

  const http = createServer(site);
  return {
    ctx,
    http,
    async start() {
      await sealTrunkPasswords(ctx);
      await realtime.start(http, (token) => authenticateSocket(ctx, token));
      voice.start();
      if (sweep) sweeper.start();
      if (sweep || work) await jobs.start(work);
      await new Promise<void>((resolve, reject) => http.once("error", reject).listen(env.PORT, env.HOST, resolve));
      const address = http.address();
      return typeof address === "object" && address ? address.port : env.PORT;
    },
    async stop() {
      await Promise.all([sweeper.stop(), jobs.stop()]);
      await voice.stop();
      await realtime.stop();
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
      await db.close();
    },
  };
}
