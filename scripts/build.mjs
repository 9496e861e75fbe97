// Everything between a fresh checkout and programs that can start. Each step is skipped while its inputs are unchanged, so a warm start is quick.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bin, env, isMain, main, must, root, step, Told, waitFor } from "./lib.mjs";

const workspaces = ["apps", "packages"].flatMap((room) => readdirSync(path.join(root, room)).map((name) => `${room}/${name}`));
/** What decides which packages are installed. */
export const manifests = [
  "package.json",
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  ...[...workspaces, "e2e", "bench"].map((at) => `${at}/package.json`),
];
const sourcesOf = (...folders) => [...folders.flatMap((folder) => [`${folder}/src`, `${folder}/package.json`]), "pnpm-lock.yaml"];
const sharedPackages = workspaces.filter((folder) => folder.startsWith("packages/"));

/** The programs' bundles: `entry` → `output`. */
export const bundles = [
  { name: "api", entry: "apps/api/src/main.ts", output: "apps/api/dist/main.mjs" },
  { name: "reader-worker", entry: "packages/sheets/src/reader-worker.ts", output: "apps/api/dist/reader-worker.mjs" },
  { name: "rotate-key", entry: "apps/api/src/rotate-key.ts", output: "apps/api/dist/rotate-key.mjs" },
  { name: "voice", entry: "apps/voice/src/main.ts", output: "apps/voice/dist/main.mjs" },
  { name: "media-worker", entry: "packages/media/src/worker.ts", output: "apps/voice/dist/worker.mjs" },
  { name: "carrier", entry: "apps/carrier/src/main.ts", output: "apps/carrier/dist/main.mjs" },
  { name: "seed", entry: "prisma/seed/main.ts", output: "apps/api/dist/seed.mjs" },
];

async function install(say) {
  await step("install", { inputs: manifests, outputs: ["node_modules/.modules.yaml"] }, async () => {
    say("installing packages (the first time takes up to a minute)");
    const { packageManager } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
    const command = ["--yes", packageManager, "install", "--frozen-lockfile", "--prefer-offline"];
    await must("npx", command, { quiet: true, env: { ...env, CI: "true" } });
  });
}

/** Prisma's client from prisma/schema. */
export async function generate(say) {
  const inputs = ["prisma/schema", "prisma.config.ts", "pnpm-lock.yaml"];
  await step("generate", { inputs, outputs: ["apps/api/src/platform/db/generated/client.ts"] }, async () => {
    say("generating the database client");
    await must(bin("prisma"), ["generate"], { quiet: true });
  });
}

/** Workspace packages go into the bundle, npm packages stay outside. */
const npmOutside = {
  name: "npm-outside",
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path: specifier, kind }) => {
      if (kind === "entry-point" || specifier.startsWith("@cloverdesk/")) return;
      return { path: specifier, external: true };
    });
  },
};

async function bundle({ name, entry, output }, say) {
  const inputs = [...sourcesOf(...sharedPackages, "apps/api"), path.dirname(entry), "prisma/schema"];
  await step(`bundle-${name}`, { inputs, outputs: [output] }, async () => {
    say(`bundling ${name}`);
    const { build } = await import("esbuild");
    await build({
      absWorkingDir: root,
      entryPoints: [entry],
      outfile: output,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      sourcemap: true,
      logLevel: "error",
      plugins: [npmOutside],
    }).catch(() => {
      throw new Told(`bundling ${name} failed`); // esbuild has printed why
    });
  });
}

async function buildWeb(say) {
  const page = ["apps/web/index.html", "apps/web/vite.config.ts", "apps/web/public"];
  const inputs = [...page, ...sourcesOf("apps/web", "packages/contracts", "packages/rules")];
  await step("web", { inputs, outputs: ["apps/web/dist/index.html"] }, async () => {
    say("building the pages");
    await must(bin("vite"), ["build", "--logLevel", "warn"], { quiet: true, cwd: path.join(root, "apps/web") });
  });
}

const isRunning = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Two terminals may prepare the same checkout at once: the second waits for the first. */
async function alone(fn) {
  const lock = path.join(root, ".data/preparing");
  mkdirSync(path.dirname(lock), { recursive: true });
  await waitFor("another build of this checkout", 600_000, () => {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      return true;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (!isRunning(Number(readFileSync(lock, "utf8")))) rmSync(lock, { force: true });
      return false;
    }
  });
  try {
    return await fn();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Installs, generates and, with `bundled`, builds what changed. `say` gets one line per step that has work to do. */
export const prepare = ({ bundled = true, say = console.log } = {}) =>
  alone(async () => {
    await install(say);
    await generate(say);
    if (!bundled) return;
    await Promise.all([buildWeb(say), ...bundles.map((program) => bundle(program, say))]);
  });

if (isMain(import.meta)) await main(() => prepare());
