// INVITE sent by the carrier → the ringing call is pushed to the page of the agent that routing chose, with 1,000 agents on duty.
// Between: SIP, voice, the fact, call and queue rows, distribution among all who are ready, NOTIFY, relay, the contact read, Socket.IO.
// Callers hang up 2 s after the IVR took them, so that agents are ready again; answers are another bench's.
import type { Callers, Placed } from "./callers/callers.process.ts";
import type { Crowd, Receipt } from "./crowd/crowd.process.ts";
import { pause } from "./figures/clock.ts";
import { tell } from "./figures/report.ts";
import { size } from "./figures/settings.ts";
import { inWords, spreadOf, told } from "./figures/spread.ts";
import type { Broadcast } from "./floors/broadcast.process.ts";
import { openChild } from "./process/child.ts";
import { cpuMsOf, cpuMsOfTree } from "./process/meter.ts";
import { makeEnterprise } from "./product/enterprise.ts";
import { startApi, startVoice } from "./product/programs.ts";

const AGENTS = size("AGENTS", 1_000);
const RATE = size("RATE", 20);
const SECONDS = size("SECONDS", 60);
const BAR_MS = 250;
const HOLD_MS = 2_000;
/** The floor is called at the same time, less often: it must not be the load. */
const FLOOR_RATE = RATE / 4;

const enterprise = await makeEnterprise(AGENTS);
const voice = await startVoice();
const api = await startApi(voice.linkUrl);
const crowd = openChild<Crowd>("crowd/crowd.process.ts");
const callers = openChild<Callers>("callers/callers.process.ts");
const floor = openChild<Broadcast>("floors/broadcast.process.ts");
const bare = await floor.ask("open");
await callers.ask("open");
await crowd.ask("listen", bare.url, AGENTS);
const signInMs = await crowd.ask("signIn", api.base, enterprise.loginNames, "ready");

const target = { sipPort: voice.sipPort, to: enterprise.hotline, holdMs: HOLD_MS };
const floorTarget = { sipPort: bare.sipPort, to: "+861055560000", holdMs: HOLD_MS };

async function run(seconds: number, first: number) {
  const before = { api: cpuMsOf(api.pid), voice: cpuMsOfTree(voice.pid) };
  const [product, plain] = await Promise.all([
    callers.ask("atRate", { ...target, first }, RATE, seconds),
    callers.ask("atRate", { ...floorTarget, first: first + 50_000 }, FLOOR_RATE, seconds),
  ]);
  const cpu = { api: cpuMsOf(api.pid) - before.api, voice: cpuMsOfTree(voice.pid) - before.voice };
  await pause(1_000);
  return { product, plain, cpu, heard: await crowd.ask("take") };
}

/** From each INVITE to the pop-up that it caused; calls whose agent saw nothing are missing. */
function delays(placed: Placed[], receipts: Receipt[]): number[] {
  const sent = new Map(placed.map(({ number, sentAt }) => [number, sentAt]));
  const seen = new Map<string, number>();
  for (const { key, at } of receipts) if (!seen.has(key)) seen.set(key, at);
  return [...seen].flatMap(([key, at]) => (sent.has(key) ? [at - (sent.get(key) ?? 0)] : []));
}

await run(Math.min(5, SECONDS), 0);
const { product, plain, cpu, heard } = await run(SECONDS, 10_000);
const popups = delays(product, heard.rings);
const [figure, least] = [spreadOf(popups), spreadOf(delays(plain, heard.floors))];
const refused = product.filter(({ status }) => status !== 200).length;
const toAnswer = spreadOf(product.flatMap(({ sentAt, answeredAt }) => (answeredAt === null ? [] : [answeredAt - sentAt])));
const seconds = SECONDS + HOLD_MS / 1000;

tell({
  bench: "invite-to-popup",
  what: `INVITE in → pop-up pushed, ${AGENTS} agents on duty, ${RATE} calls/s for ${SECONDS} s`,
  bar: `p99 ≤ ${BAR_MS} ms`,
  figure: inWords(figure),
  floor: inWords(least),
  floorIs: "INVITE into a bare user agent → plain Socket.IO emit to one of as many pages, at the same time",
  ratio: `p50 × ${told(figure.p50 / least.p50)}, p99 × ${told(figure.p99 / least.p99)}`,
  held: figure.p99 <= BAR_MS && popups.length === product.length && refused === 0,
  notes: [
    `${popups.length} of ${product.length} calls popped up; ${refused} refused; INVITE → 200: ${inWords(toAnswer)}`,
    `processor time per call: api ${told(cpu.api / product.length)} ms, voice with its workers ${told(cpu.voice / product.length)} ms; of one core: api ${told(cpu.api / seconds / 10)} %, voice ${told(cpu.voice / seconds / 10)} %`,
    `${AGENTS} agents signed in and went on duty in ${told(signInMs / 1000)} s`,
    ...[...api.warnings(), ...voice.warnings()].slice(0, 5),
  ],
  data: {
    agents: AGENTS,
    rate: RATE,
    seconds: SECONDS,
    figure,
    floor: least,
    toAnswer,
    refused,
    placed: product.length,
    popups: popups.length,
    cpu,
  },
});

await Promise.all([crowd.close(), callers.close(), floor.close()]);
await Promise.all([api.stop(), voice.stop()]);
