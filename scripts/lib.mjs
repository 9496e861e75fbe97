// What every script of the house shares: the root, a clean environment, running a tool, and steps that are skipped while their inputs are unchanged.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import net from "node:net";
import { homedir } from "node:os";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "..");

/** The environment without what `npm start` and `npm test` add: their `npm_*` variables would steer pnpm and npx. */
export const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
Object.assign(env, { PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" });
try {
  accessSync(homedir(), constants.W_OK);
} catch {
  // npm, pnpm and Prisma keep caches in the home folder: without one that can be written they get one here.
  env.HOME = path.join(root, ".data/home");
  mkdirSync(env.HOME, { recursive: true });
}

/** Path of a tool that npm packages install. */
export const bin = (name) => path.join(root, "node_modules/.bin", name);

/** A failure whose message is all the reader needs; entry points print it without a stack. */
export class Told extends Error {}

/** Runs an entry point: a `Told` error is printed as a sentence, any other with its stack; both leave with code 1. */
export async function main(fn) {
  try {
    await fn();
  } catch (error) {
    console.error(error instanceof Told ? error.message : error);
    process.exit(1);
  }
}

/** True when the module was started from the command line, not imported. */
export const isMain = (meta) => process.argv[1] !== undefined && path.resolve(process.argv[1]) === meta.filename;

/** Runs a command to its end. Resolves `{code, output}`; `output` is filled only with `quiet`, which keeps it off the screen. */
export function run(command, args, { quiet = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"];
    const child = spawn(command, args, { cwd: root, env, stdio, ...options });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output }));
  });
}

/** `run` for steps that must succeed: throws `Told` with what the tool said. */
export async function must(command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Told(`${output}${path.basename(command)} ${args.join(" ")} failed with code ${code}`);
  return output;
}

const skipped = new Set(["node_modules", "dist", "generated"]);

function hashOf(inputs) {
  const hash = createHash("sha256");
  const add = (file) => {
    const full = path.join(root, file);
    if (!existsSync(full)) return;
    if (!statSync(full).isDirectory()) hash.update(`${file}\0`).update(readFileSync(full));
    else for (const entry of readdirSync(full).sort()) if (!skipped.has(entry)) add(path.join(file, entry));
  };
  inputs.forEach(add);
  return hash.digest("hex");
}

/** Runs `fn` unless `outputs` exist and the files under `inputs` are what they were at its last success. Returns whether it ran. */
export async function step(name, { inputs, outputs = [] }, fn) {
  const stamp = path.join(root, "node_modules/.cache/cloverdesk", name);
  const hash = hashOf(inputs);
  const done = existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
  if (done && outputs.every((output) => existsSync(path.join(root, output)))) return false;
  await fn();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

/** A TCP port of 127.0.0.1 that nobody listens on at this moment. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Whether nobody listens on this TCP port of 127.0.0.1 at this moment. */
export const isFree = (port) =>
  new Promise((resolve) => {
    const server = net.createServer().once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

/** Asks `check` every 50 ms until it answers truthy; throws `Told` with `what` after `timeoutMs`. */
export async function waitFor(what, timeoutMs, check) {
  for (const end = Date.now() + timeoutMs; Date.now() < end; ) {
    const answer = await check();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Told(`${what} took longer than ${timeoutMs / 1000} s`);
}
