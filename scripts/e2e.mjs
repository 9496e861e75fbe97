// `pnpm e2e [playwright arguments]`: starts a complete product of its own (ports, data folder, seeded database) and runs e2e/ against it.
// The tests find it by these variables:
//   E2E_BASE_URL the pages · E2E_CARRIER_URL the simulated carrier's control · E2E_DATABASE_URL · E2E_DATA_DIR with run/<program>.pid, logs/ and
//   recordings/ · E2E_SIP_PORT and E2E_CARRIER_SIP_PORT on 127.0.0.1 · DEMO_PASSWORD
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { findChromium } from "./browser.mjs";
import { prepare } from "./build.mjs";
import { launch } from "./launch.mjs";
import { bin, env, freePort, isMain, main, root, run } from "./lib.mjs";
import { claimSettings, readSettings } from "./settings.mjs";

/** Blocks of 400 ports below those that the operating system hands out, so that two runs on one machine rarely meet. */
function rtpBlock() {
  const from = 10_000 + 400 * Math.floor(Math.random() * 24);
  return `${from}-${from + 399}`;
}

async function ownSettings(dataDir) {
  const names = ["PORT", "SIP_PORT", "CARRIER_SIP_PORT"];
  const ports = Object.fromEntries(await Promise.all(names.map(async (name) => [name, String(await freePort())])));
  return claimSettings(readSettings({ ...ports, DATA_DIR: dataDir, RTP_PORTS: rtpBlock(), CARRIER_CALLS: "0" }));
}

/** Runs Playwright against a fresh product. `report` names a file for Playwright's JSON report. Resolves the exit code. */
export async function e2e(args = [], { report, say = console.log } = {}) {
  mkdirSync(path.join(root, ".data"), { recursive: true });
  const dataDir = mkdtempSync(path.join(root, ".data/e2e-"));
  chmodSync(dataDir, 0o755); // PostgreSQL may run as another user
  const settings = await ownSettings(dataDir);
  const [browser, product] = await Promise.all([findChromium(say), launch(settings, { fast: true, say })]);
  const variables = {
    E2E_BASE_URL: product.url,
    E2E_CARRIER_URL: product.carrierUrl,
    E2E_DATABASE_URL: product.databaseUrl,
    E2E_DATA_DIR: dataDir,
    E2E_SIP_PORT: String(settings.sipPort),
    E2E_CARRIER_SIP_PORT: String(settings.carrierSipPort),
    DEMO_PASSWORD: settings.demoPassword,
    PLAYWRIGHT_CHROMIUM: browser.executablePath,
    ...(report && { E2E_REPORT: report }),
  };
  let code = 1;
  try {
    const command = ["test", "--config", "e2e/playwright.config.ts", "--pass-with-no-tests", ...args];
    ({ code } = await run(bin("playwright"), command, { env: { ...env, ...browser.env, ...variables } }));
  } finally {
    await product.stop();
    if (code === 0) rmSync(dataDir, { recursive: true, force: true });
    else say(`the logs of this run are in ${dataDir}/logs`);
  }
  return code;
}

if (isMain(import.meta))
  await main(async () => {
    await prepare();
    process.exit(await e2e(process.argv.slice(2)));
  });
