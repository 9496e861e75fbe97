/** G.711 (ITU-T G.711, in the arithmetic of G.191): one octet per sample at 8 kHz, µ-law or A-law, by table. */

/** G.711 in its two laws, named as in SDP (RFC 3551): PCMU is payload type 0, PCMA is 8. */
export type Codec = "PCMU" | "PCMA";

export const SAMPLE_RATE = 8000;
/** Samples, and octets, in one 20 ms frame. */
export const FRAME = 160;

/** Static RTP payload types (RFC 3551 §6). */
export const PAYLOAD_TYPE: Readonly<Record<Codec, number>> = { PCMU: 0, PCMA: 8 };
/** The octet that decodes to (nearly) nothing. */
export const SILENCE: Readonly<Record<Codec, number>> = { PCMU: 0xff, PCMA: 0xd5 };

/** Codec of a static payload type, or null for anything that is not G.711. */
export function codecOf(payloadType: number): Codec | null {
  return payloadType === 0 ? "PCMU" : payloadType === 8 ? "PCMA" : null;
}

function ulawOctet(sample: number): number {
  const magnitude = Math.min((sample < 0 ? ~sample >> 2 : sample >> 2) + 33, 0x1fff);
  let segment = 1;
  for (let rest = magnitude >> 6; rest > 0; rest >>= 1) segment++;
  const octet = ((8 - segment) << 4) | (0xf - ((magnitude >> segment) & 0xf));
  return sample < 0 ? octet : octet | 0x80;
}

function ulawSample(octet: number): number {
  const inverted = ~octet & 0xff;
  const magnitude = ((((inverted & 0xf) << 1) + 33) << ((inverted >> 4) & 7)) - 33;
  return octet & 0x80 ? magnitude << 2 : -(magnitude << 2);
}

function alawOctet(sample: number): number {
  let code = (sample < 0 ? ~sample : sample) >> 4;
  if (code > 15) {
    let exponent = 1;
    for (; code > 31; code >>= 1) exponent++;
    code = (code - 16) | (exponent << 4);
  }
  return (sample < 0 ? code : code | 0x80) ^ 0x55;
}

function alawSample(octet: number): number {
  const plain = octet ^ 0x55;
  const exponent = (plain >> 4) & 7;
  const mantissa = ((plain & 0xf) << 4) + (exponent > 0 ? 0x108 : 8);
  const magnitude = exponent > 1 ? mantissa << (exponent - 1) : mantissa;
  return plain & 0x80 ? magnitude : -magnitude;
}

const toSample: Readonly<Record<Codec, Int16Array>> = {
  PCMU: Int16Array.from({ length: 256 }, (_, octet) => ulawSample(octet)),
  PCMA: Int16Array.from({ length: 256 }, (_, octet) => alawSample(octet)),
};
/** Indexed by the sample as an unsigned 16-bit number. */
const toOctet: Readonly<Record<Codec, Uint8Array>> = {
  PCMU: Uint8Array.from({ length: 65536 }, (_, word) => ulawOctet((word << 16) >> 16)),
  PCMA: Uint8Array.from({ length: 65536 }, (_, word) => alawOctet((word << 16) >> 16)),
};
const crossLaw: Readonly<Record<Codec, Uint8Array>> = {
  PCMU: Uint8Array.from(toSample.PCMA, (sample) => toOctet.PCMU[sample & 0xffff]!),
  PCMA: Uint8Array.from(toSample.PCMU, (sample) => toOctet.PCMA[sample & 0xffff]!),
};

/** Two voices at once: the octet of their sum, as loud as the codec can be at most. */
export function mixUlaw(one: number, other: number): number {
  const sum = toSample.PCMU[one]! + toSample.PCMU[other]!;
  return toOctet.PCMU[Math.max(-32_768, Math.min(32_767, sum)) & 0xffff]!;
}

/** Octets to 16-bit linear samples. */
export function decodeG711(octets: Uint8Array, codec: Codec): Int16Array {
  const table = toSample[codec];
  const samples = new Int16Array(octets.length);
  for (let i = 0; i < octets.length; i++) samples[i] = table[octets[i]!]!;
  return samples;
}

/** 16-bit linear samples to octets. */
export function encodeG711(samples: Int16Array, codec: Codec): Buffer {
  const table = toOctet[codec];
  const octets = Buffer.allocUnsafe(samples.length);
  for (let i = 0; i < samples.length; i++) octets[i] = table[samples[i]! & 0xffff]!;
  return octets;
}

/** The same sound in the other law; the very same octets when the laws agree. */
export function transcodeG711(octets: Buffer, from: Codec, to: Codec): Buffer {
  if (from === to) return octets;
  const table = crossLaw[to];
  const out = Buffer.allocUnsafe(octets.length);
  for (let i = 0; i < octets.length; i++) out[i] = table[octets[i]!]!;
  return out;
}

/** A stretch of silence, `length` octets. */
export function silence(length: number, codec: Codec): Buffer {
  return Buffer.alloc(length, SILENCE[codec]);
}
