import { type ChildProcess, fork } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { build, type Plugin } from "esbuild";

const CACHE = path.join(import.meta.dirname, "../../../node_modules/.cache/cloverdesk");

/** A program of a test, bundled: it starts in a fraction of the time that its sources take. */
export interface BundledProcess {
  /** Starts one with this environment. It talks to the test by messages. */
  start(env: Record<string, string>): ChildProcess;
  /** Removes the bundle. */
  remove(): void;
}

const npmOutside: Plugin = {
  name: "npm-outside",
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path: id, kind }) =>
      kind === "entry-point" || id.startsWith("@cloverdesk/") ? undefined : { path: id, external: true },
    );
  },
};

/** `entry` is a file of this folder. */
export async function bundledProcess(entry: string): Promise<BundledProcess> {
  const outfile = path.join(CACHE, `${path.basename(entry, ".ts")}-${process.pid}.mjs`);
  await build({
    entryPoints: [path.join(import.meta.dirname, entry)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    plugins: [npmOutside],
  });
  return {
    start: (env) => fork(outfile, { env: { ...process.env, ...env }, execArgv: [] }),
    remove: () => rmSync(outfile),
  };
}
