// Runs a command with PLAYWRIGHT_CHROMIUM naming the Chromium of the end-to-end tests:
//   node scripts/with-chromium.mjs vitest run --project browser
import path from "node:path";
import { findChromium } from "./browser.mjs";
import { env, main, root, run, Told } from "./lib.mjs";

await main(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (!command) throw new Told("usage: node scripts/with-chromium.mjs <command> [arguments]");
  const browser = await findChromium();
  const PATH = `${path.join(root, "node_modules/.bin")}${path.delimiter}${env.PATH}`;
  const { code } = await run(command, args, { env: { ...env, PATH, ...browser.env, PLAYWRIGHT_CHROMIUM: browser.executablePath } });
  process.exitCode = code;
});
