// Which Chromium the end-to-end tests use: $PLAYWRIGHT_CHROMIUM, the system's, Playwright's own download, or one that comes inside an npm package.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { bin, env, must, root } from "./lib.mjs";

const system = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
/** Heavy, and needed only where there is no other browser: not among the packages that everyone installs. */
const packed = ["@sparticuz/chromium@143.0.4", "@expo-google-fonts/noto-sans-sc@0.4.3"];

async function unpackFromNpm(say) {
  const home = path.join(root, ".data/chromium");
  const require = createRequire(path.join(home, "package.json"));
  mkdirSync(path.join(home, "fonts"), { recursive: true });
  if (!existsSync(path.join(home, "node_modules/@sparticuz/chromium"))) {
    say("installing a Chromium for the end-to-end tests");
    writeFileSync(path.join(home, "package.json"), '{ "private": true }\n');
    await must("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", ...packed], { quiet: true, cwd: home });
  }
  // It unpacks into TMPDIR, and its own NSS and expat libraries only where it takes the machine for this one.
  Object.assign(process.env, { TMPDIR: home, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" });
  const { default: chromium } = await import(pathToFileURL(require.resolve("@sparticuz/chromium")).href);
  const executablePath = await chromium.executablePath();
  for (const name of ["TMPDIR", "AWS_EXECUTION_ENV"]) {
    delete process.env[name];
    if (env[name] !== undefined) process.env[name] = env[name];
  }
  const chinese = path.join(path.dirname(require.resolve("@expo-google-fonts/noto-sans-sc/package.json")), "400Regular");
  const folders = ["/usr/share/fonts", path.join(home, "fonts"), chinese].map((folder) => `<dir>${folder}</dir>`).join("");
  const fonts = path.join(home, "fonts.conf");
  const header = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">';
  writeFileSync(fonts, `${header}<fontconfig>${folders}<cachedir>${home}/font-cache</cachedir></fontconfig>`);
  return { executablePath, env: { FONTCONFIG_FILE: fonts, LD_LIBRARY_PATH: path.join(home, "al2023/lib") } };
}

/** Resolves `{executablePath, env}`: the program and the environment it needs. Installs one when the machine has none. */
export async function findChromium(say = console.log) {
  const found = [process.env.PLAYWRIGHT_CHROMIUM, ...system].find((file) => file && existsSync(file));
  if (found) return { executablePath: found, env: {} };
  const { chromium } = await import("@playwright/test");
  if (existsSync(chromium.executablePath())) return { executablePath: chromium.executablePath(), env: {} };
  if (process.platform === "linux" && process.arch === "x64") return unpackFromNpm(say);
  say("installing a Chromium for the end-to-end tests");
  await must(bin("playwright"), ["install", "chromium"], { quiet: true });
  return { executablePath: chromium.executablePath(), env: {} };
}
