import { describe, expect, test } from "vitest";
import { decodeG711, encodeG711, silence, transcodeG711 } from "./g711.ts";
import type { Codec } from "./port.ts";

/** G.711 tables 5 and 6: eight octets that are a 1 kHz sine at 0 dBm0. */
const MILLIWATT: Record<Codec, readonly number[]> = {
  PCMU: [0x1e, 0x0b, 0x0b, 0x1e, 0x9e, 0x8b, 0x8b, 0x9e],
  PCMA: [0x34, 0x21, 0x21, 0x34, 0xb4, 0xa1, 0xa1, 0xb4],
};
const ALL_OCTETS = Uint8Array.from({ length: 256 }, (_, octet) => octet);

describe("G.711", () => {
  test.each<[Codec, number, number]>([
    ["PCMU", 0x00, -32124],
    ["PCMU", 0x80, 32124],
    ["PCMU", 0xff, 0],
    ["PCMU", 0xfe, 8],
    ["PCMU", 0x0f, -16764],
    ["PCMA", 0x2a, -32256],
    ["PCMA", 0xaa, 32256],
    ["PCMA", 0xd5, 8],
    ["PCMA", 0x55, -8],
  ])("%s octet %i is the sample %i", (codec, octet, sample) => {
    expect(decodeG711(Uint8Array.of(octet), codec)[0]).toBe(sample);
    expect(encodeG711(Int16Array.of(sample), codec)[0]).toBe(octet);
  });

  test.each<Codec>(["PCMU", "PCMA"])("every %s octet survives decoding and encoding, but for the second zero", (codec) => {
    const there = decodeG711(ALL_OCTETS, codec);
    const back = encodeG711(there, codec);
    const changed = [...ALL_OCTETS].filter((octet) => back[octet] !== octet);
    expect(changed).toEqual(codec === "PCMU" ? [0x7f] : []);
  });

  test.each<[Codec, number]>([
    ["PCMU", 3.17],
    ["PCMA", 3.14],
  ])("the %s milliwatt sequence lies %f dB under the loudest sine", (codec, headroom) => {
    const samples = decodeG711(Uint8Array.from(MILLIWATT[codec]), codec);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    const loudest = codec === "PCMU" ? 8159 * 4 : 4096 * 8;
    expect(10 * Math.log10((loudest * loudest) / 2 / power)).toBeCloseTo(headroom, 1);
  });

  test("encoding never errs by more than half a step of its segment", () => {
    for (const codec of ["PCMU", "PCMA"] as const) {
      for (let sample = -32000; sample <= 32000; sample += 7) {
        const back = decodeG711(encodeG711(Int16Array.of(sample), codec), codec)[0]!;
        expect(Math.abs(back - sample)).toBeLessThanOrEqual(Math.max(16, Math.abs(sample) / 16));
      }
    }
  });

  test("the two laws convert into each other through the nearest sample, and the same law is not copied", () => {
    const octets = Buffer.from(MILLIWATT.PCMU);
    expect(transcodeG711(octets, "PCMU", "PCMU")).toBe(octets);
    expect([...transcodeG711(octets, "PCMU", "PCMA")]).toEqual([...encodeG711(decodeG711(octets, "PCMU"), "PCMA")]);
    expect([...transcodeG711(silence(2, "PCMA"), "PCMA", "PCMU")]).toEqual([0xfe, 0xfe]);
  });
});
