import { describe, expect, test } from "vitest";
import { buildTelephoneEvent, createDtmfReceiver, dtmfSteps, isDigits, parseTelephoneEvent } from "./dtmf.ts";
import { createInbandDetector, dtmfTones } from "./dtmf-inband.ts";
import { decodeG711, encodeG711 } from "./g711.ts";
import { holdMusic, join, pause, tone } from "./tones.ts";

function heardFrom(steps: ReturnType<typeof dtmfSteps>, drop: (step: number) => boolean = () => false): string[] {
  const heard: string[] = [];
  let now = 0;
  const receiver = createDtmfReceiver(
    (digit, ms) => heard.push(`${digit}/${ms}`),
    () => now,
  );
  let timestamp = 0;
  steps.forEach((step, i) => {
    now = i * 20;
    receiver.keepUp();
    if (step?.first) timestamp = i * 160;
    if (!step || drop(i)) return;
    for (const payload of step.payloads) receiver.push({ payloadType: 101, marker: step.first, seq: i, timestamp, ssrc: 1, payload });
  });
  return heard;
}

function inbandKeys(samples: Int16Array): string[] {
  const heard: string[] = [];
  const detector = createInbandDetector((digit) => heard.push(digit));
  for (let at = 0; at < samples.length; at += 160) detector.push(samples.subarray(at, at + 160));
  return heard;
}

describe("telephone events", () => {
  test("every key sent is heard once, with its length", () => {
    expect(heardFrom(dtmfSteps("0159*#AD", 100, 60))).toEqual([..."0159*#AD"].map((digit) => `${digit}/100`));
  });

  test("the same key twice is two keys", () => {
    expect(heardFrom(dtmfSteps("11", 80, 40))).toEqual(["1/80", "1/80"]);
  });

  test("a key is heard although its start was lost", () => {
    expect(heardFrom(dtmfSteps("7", 100, 60), (step) => step < 4)).toEqual(["7/100"]);
  });

  test("a key whose every end packet was lost is heard when the next one begins", () => {
    const steps = dtmfSteps("78", 100, 60);
    expect(heardFrom(steps, (step) => steps.indexOf(steps.find((each) => each?.last)!) === step)).toEqual(["7/80", "8/100"]);
  });

  test("a key whose every end packet was lost is heard soon after, and is not taken for the next one pressed", () => {
    const pause = new Array(20).fill(null);
    const steps = [...dtmfSteps("1", 100, 60), ...pause];
    const end = steps.findIndex((step) => step?.last);
    const heard = heardFrom(steps, (step) => step === end);
    expect(heard).toEqual(["1/80"]);
  });

  test("packets of the key before, overtaken by the next one, are no new key", () => {
    const heard: string[] = [];
    const receiver = createDtmfReceiver(
      (digit) => heard.push(digit),
      () => 0,
    );
    const packet = (digit: string, timestamp: number, end: boolean, seq: number) => ({
      payloadType: 101,
      marker: false,
      seq,
      timestamp,
      ssrc: 1,
      payload: buildTelephoneEvent({ digit, end, duration: 800 }),
    });
    for (const [digit, timestamp, end] of [
      ["1", 1_000, false],
      ["2", 3_000, false],
      ["1", 1_000, true],
      ["2", 3_000, true],
    ] as const)
      receiver.push(packet(digit, timestamp, end, 1));
    expect(heard).toEqual(["1", "2"]);
  });

  test("a cut payload and an event that is no key are passed over", () => {
    expect(parseTelephoneEvent(Buffer.from([1, 2, 3]))).toBeNull();
    expect(parseTelephoneEvent(Buffer.from([16, 10, 0, 80]))).toBeNull();
  });

  test("only keys of a telephone can be sent", () => {
    expect(["1", "0*#ABCD"].map(isDigits)).toEqual([true, true]);
    expect(["", "E", "1 2", "+86"].map(isDigits)).toEqual([false, false, false, false]);
  });
});

describe("keys as tones", () => {
  test("all sixteen are heard through both laws of G.711", () => {
    const keys = "1234567890*#ABCD";
    for (const codec of ["PCMU", "PCMA"] as const) {
      const line = decodeG711(encodeG711(dtmfTones(keys, 100, 80), codec), codec);
      expect(inbandKeys(line).join("")).toBe(keys);
    }
  });

  test("a repeated key needs the gap between", () => {
    expect(inbandKeys(join([dtmfTones("55", 90, 70), pause(100)]))).toEqual(["5", "5"]);
  });

  test("music, single tones and noise are no keys", () => {
    const noise = Int16Array.from({ length: 16_000 }, (_, i) => ((i * 7919 * (i % 613)) % 12_000) - 6000);
    expect(inbandKeys(join([holdMusic(), tone([770], 500), tone([1336], 500), noise]))).toEqual([]);
  });

  test("a blip shorter than 40 ms is no key", () => {
    expect(inbandKeys(join([pause(50), dtmfTones("5", 22, 200)]))).toEqual([]);
  });
});
