import { beforeEach, describe, expect, test } from "vitest";
import { createRtcpSession, type RtcpSession } from "./rtcp.ts";

let ms: number;
let alice: RtcpSession;
let bob: RtcpSession;
const clock = { now: () => ms, wall: () => 1_700_000_000_000 + ms };
const packet = (seq: number, timestamp: number, ssrc = 1) => ({
  payloadType: 0,
  marker: false,
  seq: seq & 0xffff,
  timestamp: timestamp >>> 0,
  ssrc,
  payload: Buffer.alloc(160),
});

/** Alice's packets, one each 20 ms; `arrives` decides which reach Bob. */
function talk(count: number, arrives: (n: number) => boolean = () => true, firstSeq = 65_500): void {
  for (let n = 0; n < count; n++, ms += 20) {
    const sent = packet(firstSeq + n, n * 160);
    alice.sent(sent.timestamp, 160);
    if (arrives(n)) bob.received(sent);
  }
}

beforeEach(() => {
  ms = 1000;
  alice = createRtcpSession(1, clock);
  bob = createRtcpSession(2, clock);
});

describe("RTCP reports", () => {
  test("nothing is reported before anything was sent or heard", () => {
    expect(alice.report()).toBeNull();
  });

  test("loss is counted across the wrap of the sequence, in totals and as the share since the last report", () => {
    talk(100, (n) => n % 10 !== 5);
    expect(bob.stats()).toMatchObject({ packetsReceived: 90, packetsLost: 10, lossPercent: 10 });
    alice.onReport(bob.report()!);
    expect(alice.stats().remote?.lossPercent).toBeCloseTo(10, 0);
  });

  test("keys count as arrived and say nothing of jitter", () => {
    talk(50);
    for (let n = 0; n < 8; n++, ms += 20) bob.received(packet(65_550 + n, 50 * 160), { timed: false });
    talk(50, () => true, 65_558);
    expect(bob.stats()).toMatchObject({ packetsLost: 0, packetsReceived: 108 });
  });

  test("even arrivals have no jitter, uneven ones have theirs", () => {
    talk(100);
    expect(bob.stats().jitterMs).toBe(0);
    for (let n = 0; n < 400; n++) {
      ms += n % 2 ? 30 : 10;
      bob.received(packet(100 + n, 100 * 160 + n * 160));
    }
    expect(bob.stats().jitterMs).toBeCloseTo(10, 0);
  });

  test("the round trip is the time between report and echo without the time it lay there", () => {
    talk(10);
    const report = alice.report()!;
    ms += 30;
    bob.onReport(report);
    ms += 500;
    const echo = bob.report()!;
    ms += 50;
    alice.onReport(echo);
    expect(alice.stats().rttMs).toBeCloseTo(80, 0);
    expect(bob.stats().rttMs).toBeNull();
  });

  test("who has not reported for a day is still reported to", () => {
    talk(10);
    bob.onReport(alice.report()!);
    ms += 86_400_000;
    expect(bob.report()!.length).toBeGreaterThan(0);
  });

  test("a new source does not make the totals smaller", () => {
    talk(50, (n) => n !== 7);
    bob.received(packet(9, 9, 77));
    expect(bob.stats()).toMatchObject({ packetsReceived: 50, packetsLost: 1 });
  });

  test("cut and foreign reports change nothing", () => {
    talk(10);
    const report = bob.report()!;
    for (let length = 0; length < 32; length++) alice.onReport(report.subarray(0, length));
    createRtcpSession(3, clock).onReport(report);
    expect(alice.stats().remote).toBeNull();
  });
});
