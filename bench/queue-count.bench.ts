// A caller joins or leaves a queue → the new count is on the page of every agent of the group, 1,000 of them.
// Between: the fact from voice, a transaction on PostgreSQL, NOTIFY, the relay, reading the count, Socket.IO.
import { startFakeVoice } from "@cloverdesk/testing";
import type { Crowd, Receipt } from "./crowd/crowd.process.ts";
import { now, paced, pause } from "./figures/clock.ts";
import { tell } from "./figures/report.ts";
import { size } from "./figures/settings.ts";
import { inWords, spreadOf, told } from "./figures/spread.ts";
import type { Broadcast } from "./floors/broadcast.process.ts";
import { openChild } from "./process/child.ts";
import { cpuMsOf } from "./process/meter.ts";
import { makeEnterprise } from "./product/enterprise.ts";
import { startApi } from "./product/programs.ts";

const AGENTS = size("AGENTS", 1_000);
const CHANGES = size("CHANGES", 80);
/** Longer than the half second within which counts of one group are gathered: then each change is told by itself, at once. */
const EVERY_MS = 800;
const BAR_MS = 250;

interface Change {
  key: string;
  at: number;
}

const enterprise = await makeEnterprise(AGENTS);
const voice = await startFakeVoice();
const api = await startApi(voice.url, voice.secret);
const crowd = openChild<Crowd>("crowd/crowd.process.ts");
const floor = openChild<Broadcast>("floors/broadcast.process.ts");
const { url } = await floor.ask("open");
await crowd.ask("listen", url, AGENTS);
await crowd.ask("signIn", api.base, enterprise.loginNames, "on_break");

const changes: Change[] = [];
const broadcasts: Change[] = [];
const waiting: { callId: string; legId: string }[] = [];
const facts: Promise<unknown>[] = [];

/** Half of the changes are callers who come, the other half the same callers who give up. */
function change(n: number): void {
  const comes = n < CHANGES / 2;
  const left = comes ? undefined : waiting.shift();
  changes.push({ key: String(comes ? n + 1 : CHANGES - n - 1), at: now() });
  if (left) {
    const end = { by: "remote", sipStatus: null, q850: null, reason: "hung up" } as const;
    facts.push(voice.say(left.callId, { name: "leg.ended", legId: left.legId, end }));
  } else {
    const from = `+86138001${String(50_000 + n)}`;
    facts.push(voice.arrive({ from, to: enterprise.hotline }).then((call) => void waiting.push(call)));
  }
}
const broadcast = async (n: number): Promise<void> => void broadcasts.push({ key: String(n), at: await floor.ask("broadcast", String(n)) });

/** All changes, with a broadcast of the floor in the middle between each two; answers the processor time that each side used, ms. */
async function run(): Promise<{ api: number; floor: number }> {
  const before = { api: cpuMsOf(api.pid), floor: cpuMsOf(floor.pid) };
  await paced(CHANGES * 2, EVERY_MS / 2, (n) => (n % 2 === 0 ? change(n / 2) : void broadcast((n - 1) / 2)));
  await Promise.all(facts.splice(0));
  await pause(1_500);
  return { api: cpuMsOf(api.pid) - before.api, floor: cpuMsOf(floor.pid) - before.floor };
}

async function warmUp(): Promise<void> {
  for (let n = 0; n < 6; n++) {
    const { callId, legId } = await voice.arrive({ from: "+8613800138001", to: enterprise.hotline });
    await pause(EVERY_MS);
    const end = { by: "remote", sipStatus: null, q850: null, reason: "hung up" } as const;
    await voice.say(callId, { name: "leg.ended", legId, end });
    await pause(EVERY_MS);
  }
  await crowd.ask("take");
}

await warmUp();
const cpu = await run();
const heard = await crowd.ask("take");

/** Time of each receipt since the last change of that key before it. */
function delays(made: Change[], receipts: Receipt[]): { each: number[]; last: number[] } {
  const perChange = made.map((): number[] => []);
  for (const { key, at } of receipts) {
    const n = made.findLastIndex((one) => one.key === key && one.at <= at);
    perChange[n]?.push(at - (made[n]?.at ?? 0));
  }
  return { each: perChange.flat(), last: perChange.map((ones) => (ones.length === AGENTS ? Math.max(...ones) : Number.POSITIVE_INFINITY)) };
}

const product = delays(changes, heard.counts);
const bare = delays(broadcasts, heard.floors);
const [figure, least] = [spreadOf(product.each), spreadOf(bare.each)];
const [lastPage, lastListener] = [spreadOf(product.last), spreadOf(bare.last)];
const complete = product.last.filter(Number.isFinite).length;

tell({
  bench: "queue-count",
  what: `a change of a queue's count → the pages of ${AGENTS} agents, ${CHANGES} changes`,
  bar: `p99 ≤ ${BAR_MS} ms`,
  figure: inWords(figure),
  floor: inWords(least),
  floorIs: "plain Socket.IO broadcast to as many listeners, between the changes",
  ratio: `p50 × ${told(figure.p50 / least.p50)}, p99 × ${told(figure.p99 / least.p99)}`,
  held: figure.p99 <= BAR_MS && complete === CHANGES,
  notes: [
    `${complete} of ${CHANGES} changes reached all pages; last page of each: ${inWords(lastPage)}`,
    `last listener of each broadcast: ${inWords(lastListener)}`,
    `processor time of the api per change ${told(cpu.api / CHANGES)} ms (with ${AGENTS / 5} heartbeats a second), of the floor per broadcast ${told(cpu.floor / CHANGES)} ms`,
    ...api.warnings().slice(0, 3),
  ],
  data: { agents: AGENTS, figure, floor: least, lastPage, lastListener, complete, cpu },
});

await Promise.all([crowd.close(), floor.close(), api.stop()]);
await voice.close();
