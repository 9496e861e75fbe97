// Calls set up and torn down (INVITE, 100, 200, ACK, BYE, 200) over UDP between two user agents, each in a process of its own, as many as they can;
// then the same into the voice program, which opens an RTP port and a session for each and asks an api that answers at once.
import type { Callee } from "./callers/callee.process.ts";
import type { Callers, Placed } from "./callers/callers.process.ts";
import { tell } from "./figures/report.ts";
import { size } from "./figures/settings.ts";
import { inWords, spreadOf, told } from "./figures/spread.ts";
import type { Datagrams } from "./floors/datagrams.process.ts";
import { openChild } from "./process/child.ts";
import { cpuMsOf, cpuMsOfTree } from "./process/meter.ts";
import { bareApi } from "./product/bare-api.ts";
import { startVoice } from "./product/programs.ts";

const SECONDS = size("SECONDS", 20);
const AT_ONCE = size("AT_ONCE", 40);
const BAR_RATE = 500;

const callers = openChild<Callers>("callers/callers.process.ts");
const callee = openChild<Callee>("callers/callee.process.ts");
const [left, right] = [openChild<Datagrams>("floors/datagrams.process.ts"), openChild<Datagrams>("floors/datagrams.process.ts")];
await callers.ask("open");
const sipPort = await callee.ask("open");
await left.ask("open");
const floorPort = await right.ask("open");
const target = { sipPort, to: "+861055550100", holdMs: 0, first: 0 };

await callers.ask("asManyAs", target, AT_ONCE, 2);
const floorCalls = await left.ask("asManyAs", floorPort, AT_ONCE, Math.max(2, SECONDS / 4));
const before = cpuMsOf(callee.pid);
const placed = await callers.ask("asManyAs", target, AT_ONCE, SECONDS);
const calleeCpu = cpuMsOf(callee.pid) - before;

const voice = await startVoice();
const api = await bareApi(voice.linkUrl);
const voiceTarget = { ...target, sipPort: voice.sipPort };
await callers.ask("asManyAs", voiceTarget, AT_ONCE / 2, 2);
const voiceBefore = cpuMsOfTree(voice.pid);
const throughVoice = await callers.ask("asManyAs", voiceTarget, AT_ONCE / 2, SECONDS);
const voiceCpu = cpuMsOfTree(voice.pid) - voiceBefore;

const rateOf = (calls: Placed[]): number =>
  calls.length / ((Math.max(...calls.map((call) => call.endedAt)) - Math.min(...calls.map((call) => call.sentAt))) / 1000);
const failedOf = (calls: Placed[]): number => calls.filter(({ status, answeredAt }) => status !== 200 || answeredAt === null).length;
const setUpOf = (calls: Placed[]) =>
  spreadOf(calls.flatMap(({ sentAt, answeredAt }) => (answeredAt === null ? [] : [answeredAt - sentAt])));
const [rate, voiceRate, floorRate] = [rateOf(placed), rateOf(throughVoice), floorCalls / Math.max(2, SECONDS / 4)];
const [failed, voiceFailed] = [failedOf(placed), failedOf(throughVoice)];

tell({
  bench: "sip-rate",
  what: `SIP calls set up and torn down over UDP, ${AT_ONCE} at once for ${SECONDS} s`,
  bar: `≥ ${BAR_RATE} calls/s, 0 failed`,
  figure: `${rate.toFixed(0)} calls/s, ${failed} of ${placed.length.toLocaleString("en")} failed`,
  floor: `${floorRate.toFixed(0)} calls/s`,
  floorIs: "the same datagrams between two processes that read nothing",
  ratio: `÷ ${told(floorRate / rate)}`,
  held: rate >= BAR_RATE && failed === 0,
  notes: [
    `INVITE → 200: ${inWords(setUpOf(placed))}; answering side ${told(calleeCpu / placed.length)} ms of processor time per call`,
    `through voice: ${voiceRate.toFixed(0)} calls/s, ${voiceFailed} of ${throughVoice.length.toLocaleString("en")} failed, INVITE → 200: ${inWords(setUpOf(throughVoice))}; ${told(voiceCpu / throughVoice.length)} ms per call with its workers`,
    ...voice.warnings().slice(0, 3),
  ],
  data: { rate, failed, floorRate, voiceRate, voiceFailed, calleeCpu: calleeCpu / placed.length, voiceCpu: voiceCpu / throughVoice.length },
});

api.close();
await Promise.all([callers.close(), callee.close(), left.close(), right.close(), voice.stop()]);
