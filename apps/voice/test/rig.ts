import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createEmbeddedEngine, type EngineConfig } from "@cloverdesk/media";
import { until } from "@cloverdesk/testing";
import { openPagePeer, openSipPhone, type PagePeer, type PhoneCall, type PhoneCallOptions, type SipPhone } from "@cloverdesk/testing/phone";
import pino from "pino";
import type { VoiceHealth } from "../src/link/health.ts";
import { startVoice, type Voice, type VoiceOptions } from "../src/voice.ts";
import { type ApiLink, connectApi } from "./api-link.ts";

export const SECRET = randomBytes(24).toString("base64url");
export const PROMPTS = path.resolve(import.meta.dirname, "../../../packages/media/prompts");

/** Two hundred ports at a random place, so that runs beside each other seldom meet. */
export function portRange(): { from: number; to: number } {
  const from = 30_000 + 2 * Math.floor(Math.random() * 14_000);
  return { from, to: from + 399 };
}

export const engineConfig = (change: Partial<EngineConfig> = {}): EngineConfig => ({
  trunk: { bind: "127.0.0.1" },
  browser: { bind: "127.0.0.1" },
  ports: portRange(),
  promptFolder: PROMPTS,
  silentAfterMs: 1000,
  lostAfterMs: 1500,
  ...change,
});

/** The program's own account of itself. */
export async function healthOf(linkPort: number): Promise<VoiceHealth> {
  return (await fetch(`http://127.0.0.1:${linkPort}/healthz`)).json() as Promise<VoiceHealth>;
}

/** The voice program with an api on its link and a telephone on its trunk. */
export interface Rig {
  readonly voice: Voice;
  readonly api: ApiLink;
  readonly phone: SipPhone;
  readonly recordings: string;
  /** A caller answered by `answer-leg`, talking its tone. */
  inbound(options?: PhoneCallOptions): Promise<{ callId: string; legId: string; caller: PhoneCall }>;
  /** A page whose leg is up and which is talking. */
  page(callId: string, legId?: string, toneHz?: number, replaces?: string): Promise<{ legId: string; page: PagePeer }>;
  /** A caller and an agent who hear each other (440 and 1000 Hz). */
  talk(): Promise<{ callId: string; legId: string; caller: PhoneCall; agentLeg: string; page: PagePeer }>;
  strike(): Promise<void>;
}

export async function setRig(change: Partial<VoiceOptions> = {}): Promise<Rig> {
  const recordings = change.recordingsDir ?? (await mkdtemp(path.join(tmpdir(), "voice-")));
  const voice = await startVoice({
    engine: createEmbeddedEngine(engineConfig()),
    sip: { host: "127.0.0.1", port: 0 },
    link: { port: 0, secret: SECRET },
    recordingsDir: recordings,
    maxSessions: 100,
    drainGraceMs: 100,
    log: pino({ level: process.env.TEST_LOG ?? "silent" }),
    ...change,
  });
  const api = await connectApi(voice.linkPort, SECRET);
  const phone = await openSipPhone();
  const pages: PagePeer[] = [];

  const rig: Rig = {
    voice,
    api,
    phone,
    recordings,
    async inbound(options) {
      const caller = await phone.begin(voice.sipPort, options);
      const { callId, legId } = await api.fact("call.arrived");
      await api.done({ name: "answer-leg", callId, legId });
      await api.fact("leg.answered", (fact) => fact.legId === legId);
      return { callId, legId, caller };
    },
    async page(callId, legId = randomUUID(), toneHz = 1000, replaces) {
      const page = await openPagePeer({ toneHz });
      pages.push(page);
      page.accept((await api.done({ name: "connect-agent-leg", callId, legId, offer: page.offerSdp, ...(replaces && { replaces }) }))!);
      await api.fact("leg.up", (fact) => fact.legId === legId);
      page.start();
      return { legId, page };
    },
    async talk() {
      const { callId, legId, caller } = await rig.inbound();
      const { legId: agentLeg, page } = await rig.page(callId);
      await api.done({ name: "bridge", callId, legA: legId, legB: agentLeg });
      await until(() => caller.rtp.hears() === 1000 && page.hears() === 440, "both hear each other");
      return { callId, legId, caller, agentLeg, page };
    },
    async strike() {
      for (const page of pages) page.close();
      await phone.close();
      api.close();
      await voice.stop();
      if (!change.recordingsDir) await rm(recordings, { recursive: true, force: true });
    },
  };
  return rig;
}
