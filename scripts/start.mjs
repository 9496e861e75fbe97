// `npm start`: from a fresh checkout to a running demo in one command. `--dev` (pnpm dev) runs the sources and restarts them at every change.
import { readFileSync } from "node:fs";
import { prepare } from "./build.mjs";
import { launch } from "./launch.mjs";
import { isMain, main } from "./lib.mjs";
import { claimSettings, readSettings } from "./settings.mjs";

const PAGES_IN_DEVELOPMENT = "http://localhost:5173";

const accounts = [
  ["agent1@demo.test … agent4@demo.test", "agent 客服", "key 1 of the hotline"],
  ["agent5@demo.test … agent8@demo.test", "agent 客服", "key 2 of the hotline"],
  ["lead@demo.test", "lead 组长", ""],
  ["ops@demo.test", "operations 运营", ""],
  ["admin@demo.test", "administrator 企业管理员", ""],
];

function tell(settings, product, startedAt) {
  const lines = [
    product.setUpUrl ? `Set up your enterprise with this address, which works once: ${product.setUpUrl}` : `Open ${product.url}`,
  ];
  if (settings.demo) {
    lines.push("", `Demo accounts, password ${settings.demoPassword}`);
    for (const [login, role, note] of accounts) lines.push(`  ${login.padEnd(38)}${role.padEnd(24)}${note}`.trimEnd());
    lines.push("", "Demo hotline +86 10 5555 0100");
  }
  if (product.carrierUrl) lines.push(`Let a customer call it: ${product.carrierUrl}`);
  lines.push(`Logs ${settings.dataDir}/logs`);
  const insecure = !settings.appUrl && !["127.0.0.1", "localhost", "::1"].includes(settings.host);
  if (insecure)
    lines.push("Browsers give the microphone only to https pages: put a TLS front before HOST and set APP_URL (see CONTRIBUTING.md)");
  console.log(`\n${lines.join("\n")}\n\nready in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** npm and the shell it runs us in, as one text. */
function ancestors() {
  try {
    const [, grandparent] = readFileSync(`/proc/${process.ppid}/stat`, "utf8").split(") ")[1].split(" ");
    return `${process.ppid} ${grandparent}`;
  } catch {
    return String(process.ppid); // not Linux
  }
}

/** npm passes signals on to us, unless it was killed outright: then we end as well, and free the ports. */
function endWithNpm(stop) {
  if (!process.env.npm_lifecycle_event) return;
  const before = ancestors();
  setInterval(() => ancestors() !== before && stop(), 500).unref();
}

async function start() {
  const startedAt = performance.now();
  const dev = process.argv.includes("--dev");
  const say = (line) => console.log(line);
  const settings = await claimSettings(readSettings(dev ? { APP_URL: PAGES_IN_DEVELOPMENT, ...process.env } : process.env));
  let product;
  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(1); // asked twice: at once
    stopping = true;
    say("stopping");
    await product?.stop();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  endWithNpm(() => stopping || stop());
  await prepare({ bundled: !dev, say });
  product = await launch(settings, { dev, say });
  tell(settings, product, startedAt);
}

if (isMain(import.meta)) await main(start);
