// `npm start` in a fresh clone of the present commit: cold (packages installed, client generated, everything built, demo seeded), then warm again and again.
// Ready is when the product says so, which it does once /readyz answers.
import { execFileSync, spawn } from "node:child_process";
import { createServer } from "node:net";
import path from "node:path";
import { now, pause } from "./figures/clock.ts";
import { tell } from "./figures/report.ts";
import { provided, size } from "./figures/settings.ts";
import { median, spreadOf, told } from "./figures/spread.ts";

const STARTS = size("STARTS", 5);
const BAR_WARM_MS = 6_000;
const COLD_WITHIN_MS = 10 * 60_000;
const root = path.resolve(import.meta.dirname, "..");
const clone = path.join(provided("BENCH_FOLDER"), "clone");

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

async function environment(): Promise<NodeJS.ProcessEnv> {
  const [PORT, SIP_PORT, CARRIER_SIP_PORT] = (await Promise.all([freePort(), freePort(), freePort()])).map(String);
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|BENCH_|DATABASE_URL)/i.test(name)));
  return { ...own, PORT, SIP_PORT, CARRIER_SIP_PORT, RTP_PORTS: "10000-19999", CARRIER_CALLS: "0" };
}

/** Starts, waits until ready, stops; answers how long until ready, ms. */
async function startOnce(): Promise<number> {
  const began = now();
  const child = spawn("npm", ["start"], { cwd: clone, env: await environment(), stdio: ["ignore", "pipe", "pipe"], detached: true });
  let text = "";
  const hear = (chunk: Buffer): void => {
    text += chunk;
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const ready = new Promise<number>((resolve, reject) => {
    child.stdout.on("data", () => /^ready in /m.test(text) && resolve(now() - began));
    setTimeout(() => reject(new Error(`not ready after ${COLD_WITHIN_MS / 1000} s:\n${text.slice(-2000)}`)), COLD_WITHIN_MS).unref();
    void ended.then(() => reject(new Error(`npm start ended:\n${text.slice(-2000)}`)));
  });
  try {
    return await ready;
  } finally {
    if (child.pid && child.exitCode === null) process.kill(-child.pid, "SIGINT");
    await ended;
  }
}

/** npm's own time, and Node's, for a script that does nothing. */
function npmAlone(): number {
  const began = now();
  execFileSync("npm", ["exec", "--offline", "--call", "node -e 0"], { cwd: clone, stdio: "ignore" });
  return now() - began;
}

execFileSync("git", ["clone", "--quiet", "--no-hardlinks", root, clone]);
const cold = await startOnce();
const warm: number[] = [];
const floors: number[] = [];
for (let n = 0; n < STARTS; n++) {
  await pause(500);
  floors.push(npmAlone());
  warm.push(await startOnce());
}
const [figure, floor] = [spreadOf(warm), median(floors)];
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

tell({
  bench: "start",
  what: `npm start in a fresh clone: once cold, ${STARTS} times warm`,
  bar: `warm ≤ ${seconds(BAR_WARM_MS)}; cold: one command`,
  figure: `warm ${seconds(figure.p50)} (at most ${seconds(figure.max)}), cold ${seconds(cold)}`,
  floor: seconds(floor),
  floorIs: "npm and Node for a script that does nothing",
  ratio: `× ${told(figure.p50 / floor)}`,
  held: figure.p50 <= BAR_WARM_MS,
  notes: ["cold is with npm's packages in the machine's caches or not, as the machine is"],
  data: { cold, warm, floors },
});
