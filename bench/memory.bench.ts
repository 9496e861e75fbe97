// Memory in RAM: the api with 1,000 agents signed in; the voice program with its workers per talking, recorded call; both under calls for minutes.
import type { Conversation } from "./audio/conversation.process.ts";
import type { Callers } from "./callers/callers.process.ts";
import type { Crowd } from "./crowd/crowd.process.ts";
import { pause } from "./figures/clock.ts";
import { tell } from "./figures/report.ts";
import { size } from "./figures/settings.ts";
import { median, told } from "./figures/spread.ts";
import { bareMemory } from "./floors/bare-memory.ts";
import { openChild } from "./process/child.ts";
import { megabytes, rssOf, rssOfTree } from "./process/meter.ts";
import { makeEnterprise } from "./product/enterprise.ts";
import { startApi, startVoice } from "./product/programs.ts";

const AGENTS = size("AGENTS", 1_000);
const CALLS = size("CALLS", 40);
const SOAK_MINUTES = size("SOAK_MINUTES", 2);
const RATE = size("RATE", 5);
const [BAR_API_MB, BAR_CALL_MB] = [400, 2];
/** The last quarter of the soak may lie this much above the second one: less is the heap's own breathing. */
const FLAT_SHARE = 0.05;
const FLAT_MB = 12;
const AT_ONCE = 10;
const LOOK_EVERY_MS = 2_000;

const enterprise = await makeEnterprise(AGENTS);
const talkers = await makeEnterprise(CALLS);
const voice = await startVoice();
const api = await startApi(voice.linkUrl);
const crowd = openChild<Crowd>("crowd/crowd.process.ts");
const callers = openChild<Callers>("callers/callers.process.ts");
const conversation = openChild<Conversation>("audio/conversation.process.ts");
await callers.ask("open");

const look = () => ({ api: megabytes(rssOf(api.pid)), voice: megabytes(rssOfTree(voice.pid)) });
/** The median over some seconds: a collection in the middle is not the size. */
async function settled(seconds: number): Promise<ReturnType<typeof look>> {
  const looks: ReturnType<typeof look>[] = [];
  for (let n = 0; n < seconds * 2; n++) {
    await pause(500);
    looks.push(look());
  }
  return { api: median(looks.map((each) => each.api)), voice: median(looks.map((each) => each.voice)) };
}

const atStart = await settled(2);
await crowd.ask("signIn", api.base, enterprise.loginNames, "ready");
const signedIn = await settled(10);

const product = { sipPort: voice.sipPort, hotline: talkers.hotline };
const open = (from: number): Promise<void> => conversation.ask("open", api.base, talkers.loginNames.slice(from, from + AT_ONCE), product);
await open(0);
// What the first calls bring into memory once (prompts, code) is not a call's.
await conversation.ask("answer", Math.min(AT_ONCE, CALLS));
const beforeCalls = await settled(4);
for (let talking = 0; talking < CALLS; talking += AT_ONCE) {
  if (talking > 0) await open(talking);
  await conversation.ask("talk", Math.min(AT_ONCE, CALLS - talking));
}
const whileTalking = await settled(6);
await conversation.ask("end");

const soak: ReturnType<typeof look>[] = [];
const looking = setInterval(() => soak.push(look()), LOOK_EVERY_MS);
const target = { sipPort: voice.sipPort, to: enterprise.hotline, holdMs: 2_000, first: 0 };
const placed = await callers.ask("atRate", target, RATE, SOAK_MINUTES * 60);
clearInterval(looking);
await crowd.ask("take");

const quarter = (n: number, part: "api" | "voice"): number => {
  const length = soak.length / 4;
  return median(soak.slice(Math.floor(n * length), Math.floor((n + 1) * length)).map((each) => each[part]));
};
const growth = (part: "api" | "voice"): number => quarter(3, part) - quarter(1, part);
const isFlat = (part: "api" | "voice"): boolean => growth(part) <= Math.max(FLAT_MB, quarter(1, part) * FLAT_SHARE);
const perCall = (whileTalking.voice - beforeCalls.voice) / CALLS;
const refused = placed.filter(({ status }) => status !== 200).length;
const largest = Math.max(signedIn.api, ...soak.map((each) => each.api));
const floor = await bareMemory(AGENTS);

tell({
  bench: "memory",
  what: `RAM of the api with ${AGENTS} agents signed in, of voice per call (${CALLS} talking), and both over ${SOAK_MINUTES} min at ${RATE} calls/s`,
  bar: `api ≤ ${BAR_API_MB} MB, voice ≤ ${BAR_CALL_MB} MB per call, flat`,
  figure: `api ${told(signedIn.api)} MB, at most ${told(largest)} MB; voice ${perCall.toFixed(2)} MB per call; ${isFlat("api") && isFlat("voice") ? "flat" : "GROWING"}`,
  floor: `${told(floor)} MB`,
  floorIs: "a bare Socket.IO server with as many connections",
  ratio: `× ${told(signedIn.api / floor)}`,
  held: largest <= BAR_API_MB && perCall <= BAR_CALL_MB && isFlat("api") && isFlat("voice"),
  notes: [
    `api: ${told(atStart.api)} MB with nobody, ${told(signedIn.api)} with ${AGENTS}, second to last quarter of the soak ${told(quarter(1, "api"))} → ${told(quarter(3, "api"))}`,
    `voice with its workers: ${told(atStart.voice)} MB idle, ${told(beforeCalls.voice)} after first calls, ${told(whileTalking.voice)} with ${CALLS}, soak ${told(quarter(1, "voice"))} → ${told(quarter(3, "voice"))}`,
    `${placed.length} calls in the soak, ${refused} refused`,
    ...[...api.warnings(), ...voice.warnings()].slice(0, 5),
  ],
  data: {
    agents: AGENTS,
    calls: CALLS,
    soakMinutes: SOAK_MINUTES,
    atStart,
    signedIn,
    beforeCalls,
    whileTalking,
    perCall,
    largest,
    soak,
    refused,
  },
});

await Promise.all([crowd.close(), callers.close(), conversation.close()]);
await Promise.all([api.stop(), voice.stop()]);
