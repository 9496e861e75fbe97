// `pnpm e2e [playwright arguments]`: starts a complete product of its own (ports, data folder, seeded database) and runs e2e/ against it.
// The tests find it by these variables:
//   E2E_BASE_URL the pages · E2E_CARRIER_URL the simulated carrier's control · E2E_DATABASE_URL · E2E_DATA_DIR with run/<program>.pid, logs/ and
//   recordings/ · E2E_SIP_PORT and E2E_CARRIER_SIP_PORT on 127.0.0.1 · DEMO_PASSWORD
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { findChromium } from "./browser.mjs";
import { prepare } from "./build.mjs";
import { launch } from "./launch.mjs";
import { bin, env, isFree, isMain, main, root, run, Told } from "./lib.mjs";
import { claimSettings, readSettings } from "./settings.mjs";

const RTP_PORTS_PER_RUN = 400;
const PORTS_PER_RUN = RTP_PORTS_PER_RUN + 5;
/** Below the ports that the operating system hands out: a program killed and started again finds its own still free. */
const [LOWEST_PORT, RUNS] = [10_000, 56];

/** Blocks of ports that products started by this process use. */
const claimed = new Set();

/** Ports for one product, of a block that no other product on this machine was seen to use. */
async function ownPorts() {
  const start = Math.floor(Math.random() * RUNS);
  for (let i = 0; i < RUNS; i++) {
    const from = LOWEST_PORT + ((start + i) % RUNS) * PORTS_PER_RUN;
    const to = from + RTP_PORTS_PER_RUN - 1;
    if (claimed.has(from) || !(await isFree(to + 1))) continue;
    claimed.add(from);
    const names = ["PORT", "SIP_PORT", "CARRIER_SIP_PORT", "VOICE_LINK_PORT", "CARRIER_CONTROL_PORT"];
    return { RTP_PORTS: `${from}-${to}`, ...Object.fromEntries(names.map((name, n) => [name, String(to + 1 + n)])) };
  }
  throw new Told("no ports are free for one more product on this machine");
}

/**
 * Runs Playwright against a fresh product. `report` names a file for Playwright's JSON report, `results` the folder under test-results/ for
 * what failed tests leave. Resolves the exit code.
 */
export async function e2e(args = [], { report, results = ".", say = console.log } = {}) {
  mkdirSync(path.join(root, ".data"), { recursive: true });
  const dataDir = mkdtempSync(path.join(root, ".data/e2e-"));
  chmodSync(dataDir, 0o755); // PostgreSQL may run as another user
  const settings = await claimSettings(readSettings({ ...(await ownPorts()), DATA_DIR: dataDir, CARRIER_CALLS: "0" }));
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
    const output = path.join(root, "test-results", results);
    const command = ["test", "--config", "e2e/playwright.config.ts", "--output", output, "--pass-with-no-tests", ...args];
    ({ code } = await run(bin("playwright"), command, { env: { ...env, ...browser.env, ...variables } }));
  } finally {
    await product.stop();
    if (code === 0) rmSync(dataDir, { recursive: true, force: true });
    else say(`the logs of this run are in ${dataDir}/logs`);
  }
  return code;
}

/** Runs all of e2e/ in this many parts at once, each against a product of its own. `report(part)` names the file of a part's report. */
export async function e2eInParts(parts, report) {
  const runPart = (part) => e2e([`--shard=${part}/${parts}`], { report: report(part), results: String(part) });
  const codes = await Promise.all(Array.from({ length: parts }, (_, i) => runPart(i + 1)));
  return Math.max(...codes);
}

if (isMain(import.meta))
  await main(async () => {
    await prepare();
    process.exit(await e2e(process.argv.slice(2)));
  });
