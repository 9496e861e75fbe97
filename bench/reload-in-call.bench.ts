// The page reloaded in mid-call, in Chromium with a microphone that speaks a tone: from the reload until caller and agent hear each other again.
// The caller never leaves the line. Who reloads hears again before the page looks finished, or after: both are counted from the same moment.
import path from "node:path";
import { tone } from "@cloverdesk/media/tones";
import { writeWav } from "@cloverdesk/media/wav";
import { openSipPhone } from "@cloverdesk/testing/phone";
import { chromium, type Page } from "@playwright/test";
import { TEST_PASSWORD } from "../apps/api/src/modules/identity/identity.factory.ts";
import { findChromium } from "../scripts/browser.mjs";
import { type Ear, firstSound } from "./audio/first-sound.ts";
import { pause } from "./figures/clock.ts";
import { tell } from "./figures/report.ts";
import { provided, size } from "./figures/settings.ts";
import { inWords, spreadOf, told } from "./figures/spread.ts";
import { makeEnterprise } from "./product/enterprise.ts";
import { startApi, startVoice } from "./product/programs.ts";

const RELOADS = size("RELOADS", 20);
const BAR_MS = 3_000;
const [AGENT_HZ, CALLER_HZ] = [1_000, 700];
/** The tone of the page that is left has ended by then. */
const AWAY_MS = 400;
const WITHIN_MS = 30_000;
/** Chromium lowers a steady tone at its microphone as it would noise. */
const AGENT = { withinMs: WITHIN_MS, loud: 400 };

/** In the page, before its own scripts: keeps its peer connections in reach. As text, for this program has no page's types. */
const KEEP_PEERS = `
  window.peers = [];
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native { constructor(given) { super(given); window.peers.push(this); } };`;
/** In the page: when the caller's tone is first heard, in ms since the page began to load; asked again with every frame. */
const HEARS_CALLER = `new Promise((resolve) => {
  let analyser;
  (function look() {
    const track = window.peers.findLast((each) => each.connectionState === "connected")?.getReceivers()[0]?.track;
    if (track && !analyser) {
      const context = new AudioContext();
      void context.resume();
      analyser = new AnalyserNode(context, { fftSize: 2048, smoothingTimeConstant: 0 });
      context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    }
    if (analyser) {
      const bins = new Uint8Array(analyser.frequencyBinCount);
      analyser.getByteFrequencyData(bins);
      const most = Math.max(...bins);
      const hz = (bins.indexOf(most) * analyser.context.sampleRate) / analyser.fftSize;
      if (most > 120 && Math.abs(hz - ${CALLER_HZ}) < 40) return resolve(performance.timeOrigin + performance.now());
    }
    setTimeout(look, 5);
  })();
})`;

const microphone = path.join(provided("BENCH_FOLDER"), "microphone.wav");
await writeWav(microphone, tone([AGENT_HZ], 10_000));
const enterprise = await makeEnterprise(1);
const voice = await startVoice();
const api = await startApi(voice.linkUrl, undefined, { WEB_ROOT: path.resolve(import.meta.dirname, "../apps/web/dist") });
const { executablePath, env } = await findChromium();
const args = [
  "--disable-gpu",
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  `--use-file-for-fake-audio-capture=${microphone}`,
  "--allow-loopback-in-peer-connection",
  "--autoplay-policy=no-user-gesture-required",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];
const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
const context = await browser.newContext({ permissions: ["microphone"], viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
const page = await context.newPage();
await page.addInitScript(KEEP_PEERS);

await page.goto(`${api.base}/login?lang=en`);
await page.getByRole("textbox", { name: "Login name" }).fill(enterprise.loginNames[0] ?? "");
await page.getByRole("textbox", { name: "Password" }).fill(TEST_PASSWORD);
await page.getByRole("button", { name: "Sign in" }).click();
await page.waitForURL(/workbench/);

/** From a reload until its page shows the state of its agent. */
async function reloads(on: Page): Promise<number> {
  const since = performance.now();
  await on.reload({ waitUntil: "commit" });
  await on.getByRole("status", { name: "Agent state" }).waitFor({ timeout: WITHIN_MS });
  return performance.now() - since;
}
const floor: number[] = [];
for (let n = 0; n < RELOADS; n++) floor.push(await reloads(page));

await page.getByRole("button", { name: "Go on duty" }).click();
const phone = await openSipPhone();
const caller = await phone.begin(voice.sipPort, { from: "+8613800138000", to: enterprise.hotline, toneHz: CALLER_HZ });
await page.getByRole("button", { name: "Answer" }).click({ timeout: WITHIN_MS });
await firstSound(caller.rtp, AGENT_HZ, performance.now(), AGENT);

/** On this process's clock. */
const onOurClock = (epochMs: number): number => epochMs - performance.timeOrigin;
interface Back {
  agentHears: number;
  callerHears: number;
  bothHear: number;
}
async function reloadedInCall(ear: Ear): Promise<Back> {
  const since = performance.now();
  const [agent, customer] = await Promise.all([
    page.reload({ waitUntil: "commit" }).then(() => page.evaluate<number>(HEARS_CALLER)),
    pause(AWAY_MS).then(() => firstSound(ear, AGENT_HZ, since + AWAY_MS, AGENT)),
  ]);
  const [agentHears, callerHears] = [onOurClock(agent) - since, customer - since];
  await page.getByRole("button", { name: "Hang up" }).waitFor({ timeout: WITHIN_MS });
  await pause(1_000);
  return { agentHears, callerHears, bothHear: Math.max(agentHears, callerHears) };
}
const backs: Back[] = [];
for (let n = 0; n < RELOADS; n++) backs.push(await reloadedInCall(caller.rtp));

const [figure, least] = [spreadOf(backs.map(({ bothHear }) => bothHear)), spreadOf(floor)];
tell({
  bench: "reload-in-call",
  what: `reload in mid-call → two-way audio again, ${RELOADS} reloads in one call`,
  bar: `p99 ≤ ${BAR_MS} ms`,
  figure: inWords(figure),
  floor: inWords(least),
  floorIs: "the same page reloaded without a call, until it shows the state of its agent",
  ratio: `p50 × ${told(figure.p50 / least.p50)}, p99 × ${told(figure.p99 / least.p99)}`,
  held: figure.p99 <= BAR_MS,
  notes: [
    `agent hears the caller ${inWords(spreadOf(backs.map(({ agentHears }) => agentHears)))}`,
    `caller hears the agent ${inWords(spreadOf(backs.map(({ callerHears }) => callerHears)))}`,
  ],
  data: { reloads: RELOADS, figure, floor: least, backs },
});

caller.call.hangUp();
await caller.ended;
await browser.close();
await Promise.all([api.stop(), voice.stop()]);
