// Calls bridged and recorded at once by ONE media worker process: a carrier's RTP phone on one side, a real WebRTC peer (DTLS-SRTP) on the other, both in
// processes of their own. Each packet carries the time it was sent, in both directions; the delay includes what phones and peers need themselves.

import path from "node:path";
import { fileURLToPath } from "node:url";
import { createEnginePool, type MediaEngine } from "@cloverdesk/media";
import type { Pages } from "./audio/pages.process.ts";
import type { Heard, Phones } from "./audio/phones.process.ts";
import { pause } from "./figures/clock.ts";
import { tell } from "./figures/report.ts";
import { provided, size, sizes } from "./figures/settings.ts";
import { inWords, type Spread, spreadOf, told } from "./figures/spread.ts";
import type { Relay } from "./floors/relay.process.ts";
import { openChild } from "./process/child.ts";
import { cpuMsOf, megabytes, rssOf } from "./process/meter.ts";

const CALLS = sizes("CALLS", [100, 150]);
const SECONDS = size("SECONDS", 20);
const [BAR_CALLS, BAR_MS] = [100, 20];
const WARM_UP_MS = 2_000;

interface Round {
  calls: number;
  delay: Spread;
  /** Of the packets sent, %. */
  lost: number;
  /** Of one core, %. */
  cpu: number;
  rssMb: number;
}

const place = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const sideBySide = (parts: Heard[], calls: number, cpuMs: number, rssMb: number): Round => {
  const delays = parts.flatMap((part) => part.delays);
  const sent = parts.reduce((sum, part) => sum + part.sent, 0);
  return { calls, delay: spreadOf(delays), lost: Math.max(0, (1 - delays.length / sent) * 100), cpu: cpuMs / SECONDS / 10, rssMb };
};

/** Lets both sides speak, and counts what they hear after the warm-up. */
async function measure(sides: { ask(verb: "start" | "stop" | "take"): Promise<unknown> }[], pid: number, calls: number): Promise<Round> {
  await Promise.all(sides.map((side) => side.ask("start")));
  await pause(WARM_UP_MS);
  await Promise.all(sides.map((side) => side.ask("take")));
  const before = cpuMsOf(pid);
  await pause(SECONDS * 1_000);
  const used = cpuMsOf(pid) - before;
  const heard = (await Promise.all(sides.map((side) => side.ask("take")))) as Heard[];
  await Promise.all(sides.map((side) => side.ask("stop")));
  return sideBySide(heard, calls, used, megabytes(rssOf(pid)));
}

async function setUp(engine: MediaEngine, calls: number, ports: number[], pages: ReturnType<typeof openChild<Pages>>): Promise<number[]> {
  const engineOwn: number[] = [];
  for (let n = 0; n < calls; n++) {
    const callId = `call-${calls}-${n}`;
    await engine.createCall(callId);
    const { port } = await engine.addTrunkLeg(callId, "customer");
    engineOwn.push(port);
    await engine.setTrunkRemote(callId, "customer", { address: "127.0.0.1", port: ports[n] ?? 0, codec: "PCMU", dtmfPayloadType: 101 });
    const up = legIsUp(engine, callId);
    await pages.ask("accept", await engine.addBrowserLeg(callId, "agent", await pages.ask("offer")));
    await up;
    await engine.bridge(callId, "customer", "agent");
    const file = path.join(provided("BENCH_FOLDER"), "recordings", `${callId}.wav`);
    await engine.startRecording(callId, { path: file, customerLeg: "customer" });
  }
  return engineOwn;
}

const legIsUp = (engine: MediaEngine, callId: string): Promise<void> =>
  new Promise((resolve) => {
    const stop = engine.onEvent((event) => {
      if (event.type !== "leg-state" || event.callId !== callId || event.legId !== "agent" || event.state !== "up") return;
      stop();
      resolve();
    });
  });

async function throughEngine(calls: number): Promise<Round> {
  const config = {
    trunk: { bind: "127.0.0.1" },
    browser: { bind: "127.0.0.1" },
    ports: { from: 10_000, to: 19_999 },
    promptFolder: place("../packages/media/prompts"),
  };
  const engine = await createEnginePool(config, { workers: 1, entry: place("../apps/voice/dist/worker.mjs") });
  const phones = openChild<Phones>("audio/phones.process.ts");
  const pages = openChild<Pages>("audio/pages.process.ts");
  const ports = await phones.ask("open", calls);
  await phones.ask("point", await setUp(engine, calls, ports, pages));
  const { workers } = await engine.health();
  const round = await measure([phones, pages], workers[0]?.pid ?? 0, calls);
  await engine.close();
  await Promise.all([phones.close(), pages.close()]);
  return round;
}

async function throughRelay(calls: number): Promise<Round> {
  const [left, right] = [openChild<Phones>("audio/phones.process.ts"), openChild<Phones>("audio/phones.process.ts")];
  const relay = openChild<Relay>("floors/relay.process.ts");
  const ports = await relay.ask("open", await left.ask("open", calls), await right.ask("open", calls));
  await left.ask("point", ports.left);
  await right.ask("point", ports.right);
  const round = await measure([left, right], relay.pid, calls);
  await Promise.all([left.close(), right.close(), relay.close()]);
  return round;
}

const rounds: { engine: Round; relay: Round }[] = [];
for (const calls of CALLS) rounds.push({ relay: await throughRelay(calls), engine: await throughEngine(calls) });

const holds = ({ delay, lost }: Round): boolean => delay.p99 <= BAR_MS && lost < 0.1;
const best = rounds.findLast(({ engine }) => holds(engine)) ?? rounds[0];
if (!best) throw new Error("CALLS names no size");
const inShort = ({ calls, delay, lost, cpu }: Round): string =>
  `${calls} calls, p50 ${told(delay.p50)} p99 ${told(delay.p99)} ms, lost ${lost.toFixed(2)} %, CPU ${told(cpu)} % of a core`;

tell({
  bench: "bridged-calls",
  what: `bridged and recorded calls in one worker process, both ways, ${SECONDS} s each`,
  bar: `≥ ${BAR_CALLS} calls, p99 added delay ≤ ${BAR_MS} ms`,
  figure: inShort(best.engine),
  floor: inShort(best.relay),
  floorIs: "bare RTP relay in Node between plain phones: no encryption, no recording",
  ratio: `CPU × ${told(best.engine.cpu / best.relay.cpu)}, p99 × ${told(best.engine.delay.p99 / best.relay.delay.p99)}`,
  held: rounds.some(({ engine }) => engine.calls >= BAR_CALLS && holds(engine)),
  notes: rounds.flatMap(({ engine, relay }) => [
    `${engine.calls} calls: ${inWords(engine.delay)}, lost ${engine.lost.toFixed(2)} %, CPU ${told(engine.cpu)} %, ${told(engine.rssMb)} MB`,
    `${relay.calls} relayed: ${inWords(relay.delay)}, lost ${relay.lost.toFixed(2)} %, CPU ${told(relay.cpu)} %`,
  ]),
  data: { seconds: SECONDS, rounds },
});
