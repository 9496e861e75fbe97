// Answer click → caller and agent hear each other: first packet with the other's tone at both ends, the later of the two.
// The agent is a real WebRTC peer, the caller a SIP phone with a tone; the agent's leg is connected while the call rings.
import type { Answered, Conversation } from "./audio/conversation.process.ts";
import { tell } from "./figures/report.ts";
import { size } from "./figures/settings.ts";
import { inWords, spreadOf, told } from "./figures/spread.ts";
import { openChild } from "./process/child.ts";
import { makeEnterprise } from "./product/enterprise.ts";
import { startApi, startVoice } from "./product/programs.ts";

const CALLS = size("CALLS", 100);
const AT_ONCE = size("AT_ONCE", 10);
const BAR_MS = 300;
const BURSTS = Math.ceil(CALLS / AT_ONCE / 2);

const enterprise = await makeEnterprise(AT_ONCE);
const voice = await startVoice();
const api = await startApi(voice.linkUrl);
const conversation = openChild<Conversation>("audio/conversation.process.ts");
const product = { sipPort: voice.sipPort, hotline: enterprise.hotline };

// In sequence one agent alone is on duty: every call is theirs.
await conversation.ask("open", api.base, enterprise.loginNames.slice(0, 1), product);
await conversation.ask("answer", 1);
const sequence: Answered[] = [];
for (let n = 0; n < CALLS; n++) sequence.push(...(await conversation.ask("answer", 1)));
await conversation.ask("open", api.base, enterprise.loginNames.slice(1), product);
const together: Answered[] = [];
for (let n = 0; n < BURSTS; n++) together.push(...(await conversation.ask("answer", AT_ONCE)));
const floor = spreadOf(await conversation.ask("bridgeAlone", Math.max(10, Math.ceil(CALLS / 2))));

const of = (answers: Answered[], part: keyof Answered) => spreadOf(answers.map((answer) => answer[part]));
const [alone, burst] = [of(sequence, "bothHear"), of(together, "bothHear")];

tell({
  bench: "answer-to-audio",
  what: `answer click → two-way audio, ${CALLS} answers in sequence, then ${BURSTS} times ${AT_ONCE} at once`,
  bar: `p99 ≤ ${BAR_MS} ms`,
  figure: `${inWords(alone)}; ${AT_ONCE} at once: ${inWords(burst)}`,
  floor: inWords(floor),
  floorIs: "the media engine's bridge between the same two ends, asked directly: no click, no database, no link",
  ratio: `p50 × ${told(alone.p50 / floor.p50)}, p99 × ${told(alone.p99 / floor.p99)}`,
  held: alone.p99 <= BAR_MS && burst.p99 <= BAR_MS,
  notes: [
    `in sequence: api answered the click ${inWords(of(sequence, "told"))}`,
    `agent hears the caller ${inWords(of(sequence, "agentHears"))}`,
    `caller hears the agent ${inWords(of(sequence, "callerHears"))}`,
    `at once: api answered the clicks ${inWords(of(together, "told"))}`,
    ...[...api.warnings(), ...voice.warnings()].slice(0, 5),
  ],
  data: { calls: CALLS, atOnce: AT_ONCE, alone, burst, floor, told: of(sequence, "told"), toldAtOnce: of(together, "told") },
});

await conversation.close();
await Promise.all([api.stop(), voice.stop()]);
