import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import type { EngineConfig } from "../src/engine/config.ts";
import type { Codec, MediaEngine, MediaEvent } from "../src/port.ts";
import { openPagePeer, type PagePeer } from "./page-peer.ts";
import { openRtpPhone, type RtpPhone } from "./rtp-phone.ts";

/** A wide range that each test process enters at a random point, so that none collides with another. */
export const TEST_CONFIG: EngineConfig = {
  trunk: { bind: "127.0.0.1" },
  browser: { bind: "127.0.0.1" },
  ports: { from: 30_000, to: 60_000 },
  promptFolder: new URL("../prompts", import.meta.url).pathname,
  silentAfterMs: 1000,
  lostAfterMs: 1500,
};

/** One call on an engine with phones and pages around it; `strike` takes all of it down. */
export interface Stage {
  readonly callId: string;
  readonly engine: MediaEngine;
  readonly events: MediaEvent[];
  readonly folder: string;
  /** A phone whose leg is up and which is talking. */
  phone(legId: string, options: Parameters<typeof openRtpPhone>[0]): Promise<RtpPhone>;
  /** A page whose leg is up and which is talking. */
  page(legId: string, options: { toneHz: number; codecs?: readonly Codec[] }): Promise<PagePeer>;
  /** Events of one kind so far. */
  told<Type extends MediaEvent["type"]>(type: Type): Extract<MediaEvent, { type: Type }>[];
  strike(): Promise<void>;
}

let stages = 0;

export async function setStage(engine: MediaEngine): Promise<Stage> {
  const callId = `call-${process.pid}-${stages++}`;
  const folder = await mkdtemp(join(tmpdir(), "media-"));
  const events: MediaEvent[] = [];
  const parties: { close(): void }[] = [];
  const unsubscribe = engine.onEvent((event) => {
    if (!("callId" in event) || event.callId === callId) events.push(event);
  });
  await engine.createCall(callId);

  const stage: Stage = {
    callId,
    engine,
    events,
    folder,
    async phone(legId, options) {
      const phone = await openRtpPhone(options);
      parties.push(phone);
      phone.to(await engine.addTrunkLeg(callId, legId));
      await engine.setTrunkRemote(callId, legId, phone.remote());
      phone.start();
      return phone;
    },
    async page(legId, options) {
      const page = await openPagePeer(options);
      parties.push(page);
      const ups = () => stage.told("leg-state").filter((event) => event.legId === legId && event.state === "up").length;
      const before = ups();
      page.accept(await engine.addBrowserLeg(callId, legId, page.offerSdp));
      await eventually(() => ups() > before);
      page.start();
      return page;
    },
    told: (type) => events.filter((event): event is Extract<MediaEvent, { type: typeof type }> => event.type === type),
    async strike() {
      await engine.endCall(callId);
      unsubscribe();
      for (const party of parties) party.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return stage;
}

/** Waits until it is so; fails with what it was told to look for. */
export async function eventually(isSo: () => boolean | Promise<boolean>, timeoutMs = 8000): Promise<void> {
  await vi.waitFor(
    async () => {
      if (!(await isSo())) throw new Error(`never came true: ${isSo}`);
    },
    { timeout: timeoutMs, interval: 20 },
  );
}

/** Lets real sound flow for a while: the only way to hear that something is *not* there, or to measure a stretch of it. */
export async function soundFor(ms: number): Promise<void> {
  const start = performance.now();
  await eventually(() => performance.now() - start >= ms, ms + 2000);
}
