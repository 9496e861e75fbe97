import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import path from "node:path";
import { build, type Plugin } from "esbuild";

const CACHE = path.join(import.meta.dirname, "../../../node_modules/.cache/cloverdesk");

/** A program of a test, bundled: it starts in a fraction of the time that its sources take. */
export interface BundledProcess {
  /** An api process with this environment besides what every one needs. It resolves when the program is loaded and has sent its first message. */
  load(env: Record<string, string>): Promise<LoadedProcess>;
  /** Removes the bundle. */
  remove(): void;
}

export interface LoadedProcess {
  /** Lets it begin its work. */
  go(): void;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
}

const npmOutside: Plugin = {
  name: "npm-outside",
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path: id, kind }) =>
      kind === "entry-point" || id.startsWith("@cloverdesk/") ? undefined : { path: id, external: true },
    );
  },
};

const secret = () => randomBytes(24).toString("base64url");
const API = { PORT: "0", JWT_SECRET: secret(), VOICE_LINK_SECRET: secret(), VOICE_LINK_URL: "ws://127.0.0.1:9" };

/** `entry` is a file of this folder. `beside`: programs of worker threads that it starts, by the names that they have in a bundle. */
export async function bundledProcess(entry: string, beside: Record<string, string> = {}): Promise<BundledProcess> {
  const name = path.basename(entry, ".ts");
  const outdir = path.join(CACHE, `${name}-${process.pid}`);
  await build({
    entryPoints: { [name]: path.join(import.meta.dirname, entry), ...beside },
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    plugins: [npmOutside],
  });
  return {
    async load(env) {
      const child = fork(path.join(outdir, `${name}.mjs`), { env: { ...process.env, ...API, ...env }, execArgv: [] });
      await once(child, "message");
      return {
        go: () => void child.send("go"),
        async kill() {
          const exited = once(child, "exit");
          child.kill("SIGKILL");
          await exited;
        },
      };
    },
    remove: () => rmSync(outdir, { recursive: true }),
  };
}
