import { describe, expect, test } from "vitest";
import { buildRtp, isRtcp, parseRtp, seqDistance, timestampDistance } from "./rtp.ts";

const packet = { payloadType: 8, marker: true, seq: 65535, timestamp: 4294967295, ssrc: 0xdeadbeef, payload: Buffer.from([1, 2, 3]) };

describe("RTP", () => {
  test("what is built is parsed back", () => {
    expect(parseRtp(buildRtp(packet))).toEqual(packet);
  });

  test("contributing sources, extension and padding are stepped over", () => {
    const plain = buildRtp(packet);
    const header = Buffer.from(plain.subarray(0, 12));
    header[0] = 0x80 | 0x20 | 0x10 | 2;
    const csrcs = Buffer.alloc(8, 7);
    const extension = Buffer.from([0xbe, 0xde, 0, 1, 9, 9, 9, 9]);
    const padding = Buffer.from([0, 0, 3]);
    const datagram = Buffer.concat([header, csrcs, extension, packet.payload, padding]);
    expect(parseRtp(datagram)?.payload).toEqual(packet.payload);
  });

  test.each([
    ["empty", Buffer.alloc(0)],
    ["cut header", Buffer.alloc(11, 0x80)],
    ["wrong version", Buffer.alloc(20, 0x40)],
    ["more sources than octets", Buffer.concat([Buffer.from([0x8f]), Buffer.alloc(20)])],
    ["an extension that starts beyond the end", Buffer.concat([Buffer.from([0x90]), Buffer.alloc(11)])],
    ["padding longer than the packet", Buffer.concat([Buffer.from([0xa0]), Buffer.alloc(12), Buffer.from([200])])],
  ])("%s is refused", (_name, datagram) => {
    expect(parseRtp(datagram)).toBeNull();
  });

  test("distances cross the wrap in both directions", () => {
    expect(seqDistance(65534, 1)).toBe(3);
    expect(seqDistance(1, 65534)).toBe(-3);
    expect(timestampDistance(4294967216, 80)).toBe(160);
    expect(timestampDistance(80, 4294967216)).toBe(-160);
  });

  test("RTCP is told from RTP on one port", () => {
    expect(isRtcp(Buffer.from([0x80, 200]))).toBe(true);
    expect(isRtcp(buildRtp(packet))).toBe(false);
  });
});
