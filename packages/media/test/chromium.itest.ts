import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEmbeddedEngine } from "../src/engine/embedded.ts";
import type { MediaEngine } from "../src/port.ts";
import { tone } from "../src/tones.ts";
import { writeWav } from "../src/wav.ts";
import { eventually, type Stage, setStage, TEST_CONFIG } from "./stage.ts";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const near = (hz: number | null, wanted: number) => hz !== null && Math.abs(hz - wanted) <= 12;

describe.skipIf(!existsSync(CHROMIUM))("a real Chromium as the agent's page", () => {
  let folder: string;
  let server: Server;
  let context: BrowserContext;
  let page: Page;
  let engine: MediaEngine;
  let stage: Stage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "chromium-"));
    const microphone = join(folder, "microphone.wav");
    await writeWav(microphone, tone([1000], 10_000, 8000));
    const html = await readFile(new URL("./agent-page.html", import.meta.url));
    server = createServer((_request, response) => response.setHeader("content-type", "text/html").end(html));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    context = await chromium.launchPersistentContext(join(folder, "profile"), {
      executablePath: CHROMIUM,
      headless: true,
      permissions: ["microphone"],
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--allow-loopback-in-peer-connection",
        "--autoplay-policy=no-user-gesture-required",
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        `--use-file-for-fake-audio-capture=${microphone}`,
      ],
    });
    page = await context.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    engine = createEmbeddedEngine(TEST_CONFIG);
    stage = await setStage(engine);
  });
  afterAll(async () => {
    await stage?.strike();
    await engine?.close();
    await context?.close();
    server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const connect = async () => {
    const ups = stage.told("leg-state").filter((event) => event.state === "up").length;
    const answer = await engine.addBrowserLeg(stage.callId, "agent", await page.evaluate<string>("offer()"));
    await page.evaluate(`accept(${JSON.stringify(answer)})`);
    await eventually(() => stage.told("leg-state").filter((event) => event.state === "up").length > ups);
  };
  const hears = () => page.evaluate<number | null>("hears()");

  test("hears the caller, is heard, presses keys, and has a round trip in its stats", async () => {
    const phone = await stage.phone("trunk", { toneHz: 440 });
    await connect();
    expect(phone.hears()).toBeNull();
    await engine.bridge(stage.callId, "trunk", "agent");
    await eventually(async () => near(await hears(), 440));
    await eventually(() => near(phone.hears(), 1000));

    await page.evaluate(`press("15#")`);
    await eventually(() => phone.keysHeard().join("") === "15#");
    await eventually(() => stage.told("dtmf").length === 3);
    // Chromium counts durations in the clock rate that the answer named: 100 ms must stay 100 ms.
    expect(stage.told("dtmf").every((event) => event.durationMs >= 80 && event.durationMs <= 140)).toBe(true);

    await engine.hold(stage.callId, "trunk", "music/hold");
    await eventually(async () => (await hears()) === null);
    await engine.resume(stage.callId, "trunk");
    await eventually(async () => near(await hears(), 440));
    await eventually(async () => (await page.evaluate<{ roundTripTime: number | null }>("stats()")).roundTripTime !== null, 15_000);
    await eventually(async () => (await engine.stats(stage.callId)).agent!.rttMs !== null, 15_000);
    expect(phone.continuity()).toMatchObject({ ssrcs: 1, disordered: 0 });
  }, 60_000);

  test("comes back to the same call with sound within three seconds of a reload", async () => {
    const since = performance.now();
    await page.reload();
    await connect();
    await eventually(async () => near(await hears(), 440));
    expect(performance.now() - since).toBeLessThan(3000);
  }, 30_000);
});
