import { beforeEach, describe, expect, test } from "vitest";
import type { RtpPacket } from "../rtp.ts";
import { parseRtp } from "../rtp.ts";
import { createOutStream, type OutStream } from "./out-stream.ts";

let now: number;
let sent: RtpPacket[];
let out: OutStream;
const SPEECH = Buffer.alloc(160, 1);
const agent = {};
const prompt = {};

const packet = (seq: number, timestamp: number): RtpPacket => ({
  payloadType: 0,
  marker: false,
  seq: seq & 0xffff,
  timestamp: timestamp >>> 0,
  ssrc: 9,
  payload: SPEECH,
});
const steps = (of: (packet: RtpPacket) => number) => sent.slice(1).map((each, i) => of(each) - of(sent[i]!));

beforeEach(() => {
  now = 0;
  sent = [];
  out = createOutStream({
    now: () => now,
    send: (datagram) => sent.push(parseRtp(datagram)!),
    ssrc: 5,
    firstSeq: 100,
    firstTimestamp: 1000,
  });
});

describe("the stream a leg hears", () => {
  test("goes on without a seam from prompt to agent to prompt, on one SSRC", () => {
    for (let n = 0; n < 5; n++, now += 20) out.frame(prompt, 0, SPEECH);
    for (let n = 0; n < 5; n++, now += 20) out.forward(agent, packet(65_533 + n, 4_294_967_000 + n * 160));
    for (let n = 0; n < 5; n++, now += 20) out.frame(prompt, 0, SPEECH);
    expect(new Set(sent.map((each) => each.ssrc))).toEqual(new Set([5]));
    expect(steps((each) => each.seq)).toEqual(new Array(14).fill(1));
    expect(steps((each) => each.timestamp)).toEqual(new Array(14).fill(160));
    expect(sent.map((each) => each.marker)).toEqual(
      [0, 5, 10].reduce((marks, i) => marks.with(i, true), new Array<boolean>(15).fill(false)),
    );
  });

  test("a pause between two sources is as long in timestamps as it was in time, without a gap in sequence", () => {
    out.frame(prompt, 0, SPEECH);
    now += 1000;
    out.forward(agent, packet(7, 7));
    expect(steps((each) => each.timestamp)).toEqual([8000]);
    expect(steps((each) => each.seq)).toEqual([1]);
  });

  test("loss and disorder of a source are passed on as they are", () => {
    for (const n of [0, 1, 4, 3, 5]) out.forward(agent, packet(200 + n, n * 160));
    expect(sent.map((each) => each.seq - sent[0]!.seq)).toEqual([0, 1, 4, 3, 5]);
    expect(sent.map((each) => (each.timestamp - sent[0]!.timestamp) / 160)).toEqual([0, 1, 4, 3, 5]);
  });

  test("a straggler from before the change of source is dropped, not doubled onto a used number", () => {
    out.frame(prompt, 0, SPEECH);
    out.forward(agent, packet(50, 800));
    out.forward(agent, packet(49, 640));
    expect(sent).toHaveLength(2);
  });

  test("a source that runs for half an hour is never taken for a straggler", () => {
    out.frame(prompt, 0, SPEECH);
    for (let n = 0; n < 90_000; n++) out.forward(agent, packet(n, n * 160));
    expect(sent).toHaveLength(90_001);
  });

  test("skipped frames of a stalled player are a gap in time", () => {
    out.frame(prompt, 0, SPEECH);
    out.frame(prompt, 0, SPEECH, 3);
    expect(steps((each) => each.timestamp)).toEqual([640]);
  });

  test("a key stands on one timestamp, and speech goes on after it", () => {
    out.frame(agent, 0, SPEECH);
    now = 20;
    const at = out.beginEvent(prompt);
    for (let n = 0; n < 5; n++, now += 20) out.event(101, SPEECH, at, n === 0);
    out.frame(agent, 0, SPEECH);
    expect(new Set(sent.slice(1, 6).map((each) => each.timestamp))).toEqual(new Set([1160 + 160]));
    expect(steps((each) => each.seq)).toEqual(new Array(6).fill(1));
    expect(sent.at(-1)!.timestamp).toBeGreaterThan(at);
  });
});
