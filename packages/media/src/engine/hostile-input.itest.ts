import { createSocket } from "node:dgram";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openPagePeer } from "../../test/page-peer.ts";
import { eventually, type Stage, setStage, TEST_CONFIG } from "../../test/stage.ts";
import type { MediaEngine } from "../port.ts";
import { buildRtp } from "../rtp.ts";
import { createEmbeddedEngine } from "./embedded.ts";

let engine: MediaEngine;
let stage: Stage;
beforeAll(() => {
  engine = createEmbeddedEngine(TEST_CONFIG);
});
afterAll(() => engine.close());
beforeEach(async () => {
  stage = await setStage(engine);
});
afterEach(() => stage.strike());

/** The same numbers on every run (a linear congruence). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

describe("a fault in one call", () => {
  test("leaves the others alone, and is told", async () => {
    const phone = await stage.phone("trunk", { toneHz: 440 });
    const other = await setStage(engine);
    const silent = await other.phone("silent", { toneHz: 700 });
    // Told out of the upkeep of the other call.
    const unsubscribe = engine.onEvent((event) => {
      if (event.type === "silent" && event.callId === other.callId) throw new Error("a listener that breaks");
    });
    silent.stop();
    await eventually(() => other.told("fault").length === 1);
    expect(other.told("fault")[0]?.message).toContain("a listener that breaks");
    await engine.play(stage.callId, "trunk", ["tone/beep"], { loop: true });
    await eventually(() => phone.hears() === 1000);
    unsubscribe();
    await other.strike();
  });
});

describe("hostile input", () => {
  test("mangled offers are answered or refused, and never take the engine down", async () => {
    const roll = dice(1);
    const page = await openPagePeer({ toneHz: 1000 });
    page.close();
    const lines = page.offerSdp.split("\r\n");
    for (let round = 0; round < 120; round++) {
      const mangled = lines.flatMap((line) => {
        const fate = roll(14);
        if (fate === 0) return [];
        if (fate === 1) return [line.slice(0, roll(line.length + 1))];
        if (fate === 2) return [line, line];
        if (fate === 3) return [line.replace(/\d+/, String(roll(2 ** 31)))];
        return [line];
      });
      const outcome = await engine.addBrowserLeg(stage.callId, `page-${round}`, mangled.join("\r\n")).then(
        () => "answered",
        (error: { code?: string }) => error.code,
      );
      expect(["answered", "bad-offer"]).toContain(outcome);
      await engine.removeLeg(stage.callId, `page-${round}`);
    }
  });

  test("noise on the RTP and RTCP ports does not disturb the call", async () => {
    const roll = dice(2);
    const phone = await stage.phone("trunk", { toneHz: 440 });
    const other = await stage.phone("other", { toneHz: 700 });
    const { port } = await engine.addTrunkLeg(stage.callId, "trunk");
    await engine.bridge(stage.callId, "trunk", "other");
    await eventually(() => other.hears() === 440);
    const socket = createSocket("udp4");
    for (let round = 0; round < 500; round++) {
      const noise = Buffer.from(Array.from({ length: roll(200) }, () => roll(256)));
      if (noise.length > 1 && round % 2 === 0) noise[0] = 0x80 | roll(64);
      if (noise.length > 1 && round % 3 === 0) noise[1] = 200 + roll(4);
      socket.send(noise, port + (round % 2), "127.0.0.1");
    }
    await eventually(() => other.hears(400) === 440 && phone.hears(400) === 700);
    socket.close();
  });

  test("a far end at the last port, which has none above it for reports, is talked with like any other", async () => {
    const socket = createSocket("udp4");
    await new Promise<void>((resolve, reject) => socket.once("error", reject).bind(65_535, "127.0.0.1", resolve));
    const trunk = await engine.addTrunkLeg(stage.callId, "trunk");
    let heard = 0;
    socket.on("message", () => heard++);
    await engine.setTrunkRemote(stage.callId, "trunk", { address: "127.0.0.1", port: 65_535, codec: "PCMU" });
    await engine.play(stage.callId, "trunk", ["tone/beep"], { loop: true });
    socket.send(
      buildRtp({ payloadType: 0, payload: Buffer.alloc(160, 0xff), marker: false, seq: 1, timestamp: 1, ssrc: 9 }),
      trunk.port,
      "127.0.0.1",
    );
    // Longer than the time between two reports.
    await eventually(() => heard > 170);
    expect(await engine.health()).toMatchObject({ calls: 1 });
    socket.close();
  });

  test("a wildcard address without one to announce is refused at the start", () => {
    expect(() => createEmbeddedEngine({ ...TEST_CONFIG, trunk: { bind: "0.0.0.0" } })).toThrow(/which address/);
  });

  test("a port range that is used up is told in words", async () => {
    const small = createEmbeddedEngine({ ...TEST_CONFIG, ports: { from: 21_000, to: 21_003 } });
    await small.createCall("call");
    const first = await small.addTrunkLeg("call", "one").catch((error: unknown) => error);
    await expect(small.addTrunkLeg("call", "two")).rejects.toMatchObject({
      code: "no-port",
      message: expect.stringContaining("21000-21001"),
    });
    expect(first).toBeDefined();
    await small.close();
  });
});
