// Starts a complete product from what `build.mjs` made: database, migrations, demo data, and the programs under supervision.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bin, env, root, run, Told, waitFor } from "./lib.mjs";
import { ensureDatabase, migrate, refuseOtherDatabase } from "./migrate.mjs";
import { startPostgres } from "./postgres.mjs";
import { apiUrl, appUrl, programEnv } from "./settings.mjs";
import { supervise } from "./supervise.mjs";

const GIVE_UP_AFTER_RESTARTS = 5;
const READY_MS = 120_000;

/** The embedded PostgreSQL; when it dies it is started again on the same port, so that the programs find it where it was. */
async function keepPostgres({ dataDir, fast, say }) {
  const folder = path.join(dataDir, "postgres");
  const pidFile = path.join(dataDir, "run/postgres.pid");
  let stopping = false;
  const begin = async (port) => {
    const started = await startPostgres({ dataDir: folder, port, fast });
    mkdirSync(path.dirname(pidFile), { recursive: true });
    writeFileSync(pidFile, String(started.pid));
    return started;
  };
  let server = await begin();
  if (server.dataDir !== path.resolve(folder)) say(`the database is in ${server.dataDir}: PostgreSQL's user may not enter ${dataDir}`);
  const keep = async () => {
    for (let delay = 200; !stopping; ) {
      await server.exited;
      if (stopping) return;
      say(`[postgres] ended; starting it again in ${delay / 1000} s`);
      await sleep(delay);
      try {
        if (!stopping) server = await begin(server.port);
        delay = 200;
      } catch (error) {
        say(`[postgres] ${error.message}`);
        delay = Math.min(delay * 2, 5000);
      }
    }
  };
  keep();
  const stop = async () => {
    stopping = true;
    await server.stop();
    // A test's data may lie outside of DATA_DIR, when that is closed to PostgreSQL's user.
    const places = fast ? [pidFile, server.dataDir, `${server.dataDir}.password`] : [pidFile];
    for (const place of places) rmSync(place, { recursive: true, force: true });
  };
  return { url: server.url("cloverdesk"), stop };
}

/** How each program is run: its bundle, or with `dev` its source, restarted at every change. */
function programs(settings, dev) {
  const guard = ["--import", path.join(root, "scripts/exit-with-parent.mjs"), "--enable-source-maps"];
  const names = ["voice", "api", ...(settings.carrier ? ["carrier"] : [])];
  return names.map((name) => {
    const watched = { command: bin("tsx"), args: ["watch", "--clear-screen=false", `apps/${name}/src/main.ts`] };
    const bundled = { command: process.execPath, args: [...guard, `apps/${name}/dist/main.mjs`] };
    return { name, cwd: root, ...(dev ? watched : bundled) };
  });
}

/** In development Vite serves the pages and passes everything else on to the api. */
const pagesServer = { name: "web", command: bin("vite"), args: ["--strictPort"], cwd: path.join(root, "apps/web") };

async function seed(childEnv, dev, say) {
  const [command, args] = dev
    ? [bin("tsx"), ["prisma/seed/main.ts"]]
    : [process.execPath, ["--enable-source-maps", "apps/api/dist/seed.mjs"]];
  const timer = setTimeout(() => say("filling in the demo enterprise (the first time takes a moment)"), 1000);
  const { code, output } = await run(command, args, { quiet: true, env: childEnv });
  clearTimeout(timer);
  if (code !== 0) throw new Told(`${output}\nthe demo data could not be written`);
  if (output.trim()) say(output.trim());
}

const lastLines = (file) => (existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n").slice(-15).join("\n") : "");

async function untilReady(settings, running) {
  await waitFor("getting ready (see DATA_DIR/logs)", READY_MS, async () => {
    const [name] = [...running].find(([, program]) => program.restarts >= GIVE_UP_AFTER_RESTARTS) ?? [];
    if (name)
      throw new Told(`${name} does not start; the end of its log:\n${lastLines(path.join(settings.dataDir, "logs", `${name}.log`))}`);
    return fetch(`${apiUrl(settings)}/readyz`, { signal: AbortSignal.timeout(2000) }).then(
      async (response) => response.ok && (await response.json()).voice,
      () => false,
    );
  });
}

/** Whether the installation waits for its enterprise and its first administrator. */
async function isEmpty(settings) {
  const answer = await fetch(`${apiUrl(settings)}/api/installation`);
  return (await answer.json()).state === "empty";
}

/**
 * Starts everything and resolves when `/readyz` answers: `{url, databaseUrl, carrierUrl, setUpUrl, stop()}`; `setUpUrl`
 * only while nobody has set the installation up. `settings` come from `claimSettings`.
 * `fast` gives up the database's durability (tests). What was started is stopped again when a part fails.
 */
export async function launch(settings, { dev = false, fast = false, say = console.log } = {}) {
  const started = [];
  const stop = async () => {
    const [database, ...children] = started.splice(0);
    await Promise.all(children.map((program) => program.stop()));
    await database?.stop();
  };
  try {
    const given = settings.databaseUrl;
    started.push(given ? { url: given, stop: async () => {} } : await keepPostgres({ dataDir: settings.dataDir, fast, say }));
    const databaseUrl = started[0].url;
    await ensureDatabase(databaseUrl).catch((error) => {
      throw new Told(`${given ? "DATABASE_URL: " : ""}the database cannot be reached: ${error.message || error.code}`);
    });
    const applied = await migrate(databaseUrl);
    if (applied.length) say(`migrated the database: ${applied.join(", ")}`);
    await refuseOtherDatabase(databaseUrl, settings.demo);
    const childEnv = { ...env, NODE_ENV: dev ? "development" : "production", ...programEnv(settings, databaseUrl) };
    if (settings.demo) await seed(childEnv, dev, say);
    const running = new Map();
    for (const program of [...programs(settings, dev), ...(dev ? [pagesServer] : [])]) {
      running.set(program.name, supervise({ ...program, env: childEnv, dataDir: settings.dataDir, say }));
      started.push(running.get(program.name));
    }
    await untilReady(settings, running);
    const carrierUrl = running.has("carrier") ? `http://127.0.0.1:${settings.carrierControlPort}` : undefined;
    const setUpUrl = (await isEmpty(settings)) ? `${appUrl(settings)}/set-up#${childEnv.SET_UP_CODE}` : undefined;
    return { url: appUrl(settings), databaseUrl, carrierUrl, setUpUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
