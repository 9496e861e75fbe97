import path from "node:path";
import { createAudioSession, sipUri, UserAgent } from "@cloverdesk/sip";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Behaviour } from "../src/network/answer-rules.ts";
import { callIn, type Network, script } from "../src/network/call-in.ts";
import { takeCall } from "../src/network/call-out.ts";
import { openTelephone } from "../src/phone/telephone.ts";

const HOST = "127.0.0.1";
const VOICES = path.resolve(import.meta.dirname, "../voices");

/** The product's side of the trunk, played by a plain user agent. */
const product = new UserAgent({ host: HOST, port: 0 });
const carrier = new UserAgent({ host: HOST, port: 0 });
const overrides = new Map<string, Behaviour>();
let network: Network;

beforeAll(async () => {
  await product.start();
  await carrier.start();
  network = {
    agent: carrier,
    host: HOST,
    voices: VOICES,
    product: { host: HOST, port: product.address()!.port, hotline: "+861055550100" },
    lines: new Map(),
  };
  carrier.on("call", (call) => void takeCall(network, overrides, call));
});
afterAll(async () => {
  await carrier.stop();
  await product.stop();
});

/** Answers the next call with a phone of the product's side. */
async function answerNext() {
  const phone = await openTelephone(HOST, VOICES);
  const dialled = new Promise<string>((resolve) => {
    product.once("call", (call) => {
      const audio = createAudioSession({ address: HOST, port: phone.port });
      const answer = audio.answer(call.remoteSdp!);
      if (!answer.ok) throw new Error(answer.problem);
      phone.connect(answer.audio);
      call.answer(answer.sdp);
      resolve(`${call.from.number} → ${call.dialled.number}`);
    });
  });
  return { phone, dialled };
}

async function dial(number: string) {
  const phone = await openTelephone(HOST, VOICES);
  const audio = createAudioSession({ address: HOST, port: phone.port });
  const call = product.dial({ uri: sipUri(number, HOST, carrier.address()!.port), from: "+861055550100", sdp: audio.offer() });
  call.on("answer", (sdp) => {
    const agreed = audio.accept(sdp!);
    if (agreed.ok) phone.connect(agreed.audio);
  });
  return { call, phone, audio };
}

describe("a customer of the simulated carrier", () => {
  it("calls the hotline, is heard, hears, presses keys and hangs up", async () => {
    const { phone, dialled } = await answerNext();
    const line = await callIn(
      network,
      script.parse({
        from: "+8613800130001",
        keys: [{ digits: "12#", afterMs: 100 }],
        says: { kind: "tone", hz: 440 },
        hangUpAfterMs: 1_500,
      }),
    );
    expect(await dialled).toBe("+8613800130001 → +861055550100");
    await phone.say({ kind: "tone", hz: 1000 });
    await until(() => Math.abs((line.phone.hears().hz ?? 0) - 1000) < 20, "the customer hears 1000 Hz");
    await until(() => Math.abs((phone.hears().hz ?? 0) - 440) < 20, "the product hears 440 Hz");
    await until(() => phone.keysHeard === "12#", "the product hears the keys");
    await until(() => line.view().state === "ended", "the customer hangs up");
    expect(line.view().end).toMatchObject({ by: "local" });
    phone.close();
  });

  it("gives up when nobody answers", async () => {
    const cancelled = new Promise((resolve) => product.once("call", (call) => call.on("end", resolve)));
    const line = await callIn(network, script.parse({ cancelAfterMs: 200 }));
    expect(await cancelled).toMatchObject({ by: "remote", status: 487 });
    await until(() => line.view().state === "ended", "the line is over");
  });
});

describe("a called number of the simulated carrier", () => {
  it.each([
    ["+8613800130090", 486, 17],
    ["+8613800130093", 404, 1],
    ["+8613800130094", 503, 34],
  ])("refuses as its ending says: %s", async (number, status, cause) => {
    const { call, phone } = await dial(number);
    const end = await new Promise<{ status: number; reasonHeader?: { cause: number } }>((resolve) => call.on("end", resolve));
    expect(end.status).toBe(status);
    expect(end.reasonHeader?.cause).toBe(cause);
    phone.close();
  });

  it("is heard before it answers", async () => {
    overrides.set("8613800130500", { kind: "early", says: { kind: "tone", hz: 620 }, forMs: 60_000, refusal: null });
    const { call, phone, audio } = await dial("+8613800130500");
    const sdp = await new Promise<string | undefined>((resolve) =>
      call.on("progress", (status, early) => status === 183 && resolve(early)),
    );
    const early = audio.accept(sdp!);
    expect(early.ok).toBe(true);
    await until(() => Math.abs((phone.hears().hz ?? 0) - 620) < 20, "early media is heard");
    expect(call.state).toBe("early");
    call.hangUp();
    phone.close();
  });

  it("rings, answers and talks", async () => {
    overrides.set("8613800130501", { kind: "answers", afterMs: 600, says: { kind: "tone", hz: 500 }, hangsUpAfterMs: null });
    const { call, phone } = await dial("+8613800130501");
    const statuses: number[] = [];
    call.on("progress", (status) => statuses.push(status));
    await until(() => Math.abs((phone.hears().hz ?? 0) - 500) < 20, "the called person is heard");
    expect(statuses).toContain(180);
    call.hangUp();
    phone.close();
  });
});
