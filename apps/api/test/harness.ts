import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createTestDatabase, type FakeClock, type FakeVoice, fakeClock, startFakeVoice, type TestDatabase } from "@cloverdesk/testing";
import pino from "pino";
import { type App, createApp } from "../src/app.ts";
import { readEnv } from "../src/env.ts";
import { type PersonGiven, type PersonMade, personFactory, TEST_PASSWORD } from "../src/modules/identity/identity.factory.ts";
import type { AppContext } from "../src/platform/app-context.ts";
import type { Database } from "../src/platform/db/client.ts";
import { type ApiClient, apiClient } from "./api-client.ts";

export { type Answer, type ApiClient, type Page, ProblemError } from "./api-client.ts";

/** The product's api on a database of its own, with a clock that a test moves and a voice service that a test plays. */
export interface Harness {
  app: App;
  ctx: AppContext;
  db: Database;
  clock: FakeClock;
  voice: FakeVoice;
  /** `http://127.0.0.1:…` of the first api process. */
  base: string;
  /** A second api process on the same database, clock and voice. */
  anotherProcess(): Promise<{ app: App; ctx: AppContext; base: string }>;
  /** A browser that nobody signed in on. */
  anonymous(base?: string): ApiClient;
  /** A browser with this person signed in (over HTTP). */
  signIn(person: { loginName: string }, base?: string): Promise<ApiClient>;
  /** Makes a person and signs them in. */
  signInNew(given?: PersonGiven, base?: string): Promise<{ person: PersonMade; client: ApiClient }>;
  /** Runs every sweep of every process once, and the jobs that are due: deadlines that passed by the clock are acted on. */
  sweep(): Promise<void>;
  /** Runs jobs that failed and wait for their next attempt. */
  retryJobs(): Promise<void>;
  stop(): Promise<void>;
}

export interface HarnessOptions {
  env?: Record<string, string>;
  /** Waits for the voice link before the first test; on unless a test is about its absence. */
  voiceUp?: boolean;
  /** A database with rows of its own; otherwise a clone of the migrated one. It is dropped by `stop`. */
  database?: TestDatabase;
}

/** Use in `beforeAll` (a clone of the migrated database takes 30 ms) and `stop` in `afterAll`. */
export async function startHarness({ env = {}, voiceUp = true, database: given }: HarnessOptions = {}): Promise<Harness> {
  const database = given ?? (await createTestDatabase());
  const clock = fakeClock();
  const jwtSecret = randomBytes(24).toString("base64url");
  const dataDir = env.DATA_DIR ?? (await mkdtemp(path.join(tmpdir(), "data-")));
  const voice = await startFakeVoice();
  const apps: App[] = [];
  const clients: ApiClient[] = [];

  async function start(): Promise<{ app: App; ctx: AppContext; base: string }> {
    const app = createApp({
      env: readEnv({
        PORT: "0",
        DATABASE_URL: database.url,
        DATA_DIR: dataDir,
        JWT_SECRET: jwtSecret,
        VOICE_LINK_URL: voice.url,
        VOICE_LINK_SECRET: voice.secret,
        ...env,
      }),
      clock: clock.now,
      log: pino({ level: process.env.TEST_LOG ?? "silent" }),
      checkOutput: true,
      sweep: false,
    });
    const linked = voice.connections;
    const port = await app.start();
    apps.push(app);
    if (voiceUp) await voice.connected(linked + 1);
    return { app, ctx: app.ctx, base: `http://127.0.0.1:${port}` };
  }
  const first = await start();

  const anonymous: Harness["anonymous"] = (base = first.base) => {
    const client = apiClient(base, clock.now);
    clients.push(client);
    return client;
  };
  const signIn: Harness["signIn"] = async ({ loginName }, base) => {
    const client = anonymous(base);
    await client.signIn(loginName, TEST_PASSWORD);
    return client;
  };

  return {
    ...first,
    db: first.ctx.db,
    clock,
    voice,
    anotherProcess: start,
    anonymous,
    signIn,
    async signInNew(given, base) {
      const person = await personFactory(first.ctx.db, given);
      return { person, client: await signIn(person, base) };
    },
    async sweep() {
      for (const app of apps) await app.ctx.sweeper.runAll();
      await first.ctx.jobs.runAll();
    },
    async retryJobs() {
      await first.ctx.db.prisma.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now()`;
      await first.ctx.jobs.runAll();
    },
    async stop() {
      for (const client of clients) client.close();
      for (const app of apps) await app.stop();
      await voice.close();
      await database.drop();
      if (env.DATA_DIR === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
