import { beforeEach, describe, expect, test } from "vitest";
import type { RtpPacket } from "../rtp.ts";
import { createSourcePolicy, type Place, type SourcePolicy } from "./source-policy.ts";

let now: number;
let policy: SourcePolicy;
const told: Place = { address: "203.0.113.7", port: 4000 };
const natted: Place = { address: "203.0.113.7", port: 61_000 };
const server: Place = { address: "198.51.100.20", port: 9000 };
const stranger: Place = { address: "192.0.2.66", port: 7000 };

const packet = (seq: number, ssrc = 1, payloadType = 8): RtpPacket => ({
  payloadType,
  marker: false,
  seq: seq & 0xffff,
  timestamp: seq * 160,
  ssrc,
  payload: Buffer.alloc(160),
});
const send = (from: Place, seqs: readonly number[], ssrc = 1, payloadType = 8) =>
  seqs.map((seq) => policy.judge(packet(seq, ssrc, payloadType), from));
const signal = (place: Place = told, networks: string[] = []) => policy.signal({ ...place, payloadTypes: new Set([8, 101]), networks });

beforeEach(() => {
  now = 0;
  policy = createSourcePolicy(() => now);
  signal();
});

describe("whose RTP a trunk leg takes", () => {
  test("nobody's before anything is signalled", () => {
    const fresh = createSourcePolicy(() => now);
    expect([fresh.judge(packet(1), told), fresh.target]).toEqual(["refused", null]);
  });

  test("the signalled place's, from its first packet", () => {
    expect(send(told, [1, 2])).toEqual(["accepted", "accepted"]);
    expect(policy.target).toMatchObject(told);
  });

  test("a stranger's never, while the caller is silent", () => {
    expect(new Set(send(stranger, [...Array(200).keys()]))).toEqual(new Set(["refused"]));
    expect(policy.target).toMatchObject(told);
    expect(policy.source).toBeNull();
  });

  test("another port of the signalled host after three packets in a row, and it stays locked through any pause", () => {
    expect(send(natted, [10, 11, 12, 13])).toEqual(["ignored", "ignored", "accepted", "accepted"]);
    expect(policy.target).toEqual(natted);
    now += 60_000;
    expect(send({ ...natted, port: 61_002 }, [1, 2, 3, 4], 2)).toEqual(["ignored", "ignored", "ignored", "ignored"]);
    expect(send(stranger, [14, 15, 16, 17])).toEqual(["refused", "refused", "refused", "refused"]);
    expect(send(natted, [14])).toEqual(["accepted"]);
  });

  test.each([
    ["out of order", [1, 3, 5, 7], 1, 8],
    ["of a payload type that was not agreed on", [1, 2, 3, 4], 1, 96],
  ])("no other port's for packets %s", (_what, seqs, ssrc, payloadType) => {
    expect(new Set(send(natted, seqs, ssrc, payloadType))).toEqual(new Set(["ignored"]));
    expect(policy.target).toMatchObject(told);
  });

  test("no other port's for packets of changing SSRC, nor of two ports by turns", () => {
    expect([1, 2, 3, 4].flatMap((n) => send(natted, [n], n))).not.toContain("accepted");
    expect([1, 2, 3, 4].flatMap((n) => [...send(natted, [n]), ...send({ ...natted, port: 61_002 }, [n])])).not.toContain("accepted");
  });

  test("the signalled place's again as soon as it sends, though another was locked", () => {
    send(natted, [1, 2, 3]);
    expect(send(told, [50], 7)).toEqual(["accepted"]);
    expect(policy.target).toMatchObject(told);
    expect(send(natted, [4])).toEqual(["ignored"]);
  });

  test("an allowed network's, and no other's", () => {
    signal(told, ["198.51.100.0/24", "2001:db8::/32"]);
    expect(send(server, [1, 2, 3])).toEqual(["ignored", "ignored", "accepted"]);
    expect(send(stranger, [4])).toEqual(["refused"]);
  });

  test("a source that moves with its SSRC and sequence, to a host that may send", () => {
    send(told, [65_533, 65_534]);
    now += 1000;
    expect(send(natted, [20])).toEqual(["accepted"]);
    expect(send(stranger, [21])).toEqual(["refused"]);
    expect(policy.target).toEqual(natted);
  });

  test.each([
    ["backwards", 99],
    ["too far ahead", 200],
  ])("no source that jumps %s", (_what, seq) => {
    send(told, [100]);
    expect(send(natted, [seq])).toEqual(["ignored"]);
  });

  test("a new SSRC of the source itself", () => {
    send(natted, [1, 2, 3]);
    expect(send(natted, [900, 901], 77)).toEqual(["accepted", "accepted"]);
  });

  test("after signalling of another place that one's alone; the same place again changes nothing", () => {
    send(natted, [1, 2, 3]);
    signal();
    expect(send(natted, [4])).toEqual(["accepted"]);
    signal(server);
    expect(policy.target).toMatchObject(server);
    expect(send(natted, [5, 6, 7])).toEqual(["refused", "refused", "refused"]);
  });

  test("nothing from port 0", () => {
    expect(send({ ...told, port: 0 }, [1])).toEqual(["refused"]);
  });

  test.each(["nonsense", "198.51.100.0/33", "198.51.100.0/x"])("a network %s is refused and changes nothing", (entry) => {
    expect(() => signal(server, [entry])).toThrow(expect.objectContaining({ code: "bad-remote" }));
    expect(policy.target).toMatchObject(told);
  });
});
