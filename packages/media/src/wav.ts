import { open, readFile, writeFile } from "node:fs/promises";
import { decodeG711, SAMPLE_RATE } from "./g711.ts";

/** RIFF/WAVE files in the three formats telephones use: 16-bit linear (1), A-law (6), µ-law (7). */
export type WavFormat = "pcm16" | "alaw" | "ulaw";

const FORMAT_TAG: Readonly<Record<WavFormat, number>> = { pcm16: 1, alaw: 6, ulaw: 7 };
const TAG_FORMAT: Readonly<Record<number, WavFormat>> = { 1: "pcm16", 6: "alaw", 7: "ulaw" };

export interface WavInfo {
  readonly format: WavFormat;
  readonly channels: number;
  readonly rate: number;
  /** Where the samples start in the file, and how many octets of them there are (never past the end of the file). */
  readonly dataStart: number;
  readonly dataBytes: number;
}

/** Octets of `wavHeader`: RIFF, `fmt ` of 18 octets, `fact`, `data`. */
export const WAV_HEADER_BYTES = 58;

export function bytesPerSample(format: WavFormat): number {
  return format === "pcm16" ? 2 : 1;
}

/** Lengths in a header are 32 bits: beyond 4 GB (three days of a call) it says as much as it can. */
const LONGEST = 0xffff_ffff;
const length = (octets: number): number => Math.min(octets, LONGEST);

/** Header of a file with `dataBytes` octets of samples. The `fact` chunk is what non-linear formats ask for. */
export function wavHeader(wav: { format: WavFormat; channels: number; rate?: number; dataBytes: number }): Buffer {
  const rate = wav.rate ?? SAMPLE_RATE;
  const frameBytes = wav.channels * bytesPerSample(wav.format);
  const header = Buffer.alloc(WAV_HEADER_BYTES);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(length(WAV_HEADER_BYTES - 8 + wav.dataBytes + (wav.dataBytes % 2)), 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(18, 16);
  header.writeUInt16LE(FORMAT_TAG[wav.format], 20);
  header.writeUInt16LE(wav.channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * frameBytes, 28);
  header.writeUInt16LE(frameBytes, 32);
  header.writeUInt16LE(bytesPerSample(wav.format) * 8, 34);
  header.write("fact", 38, "latin1");
  header.writeUInt32LE(4, 42);
  header.writeUInt32LE(length(Math.floor(wav.dataBytes / frameBytes)), 46);
  header.write("data", 50, "latin1");
  header.writeUInt32LE(length(wav.dataBytes), 54);
  return header;
}

/**
 * Reads the header at the start of a file (the first few hundred octets are enough) that is `fileBytes` long.
 * Throws `Error` in words for anything that is not one of the three formats.
 */
export function parseWavHeader(head: Buffer, fileBytes = head.length): WavInfo {
  if (head.length < 12 || head.toString("latin1", 0, 4) !== "RIFF" || head.toString("latin1", 8, 12) !== "WAVE") {
    throw new Error("not a WAV file");
  }
  let shape: { format: WavFormat; channels: number; rate: number } | null = null;
  for (let at = 12; at + 8 <= head.length; ) {
    const id = head.toString("latin1", at, at + 4);
    const size = head.readUInt32LE(at + 4);
    if (id === "fmt ") shape = parseFormat(head.subarray(at + 8, at + 8 + size));
    if (id === "data") {
      if (!shape) throw new Error("WAV file has samples before their format");
      const dataStart = at + 8;
      return { ...shape, dataStart, dataBytes: Math.max(0, Math.min(size, fileBytes - dataStart)) };
    }
    at += 8 + size + (size & 1);
  }
  throw new Error("WAV file has no samples");
}

function parseFormat(chunk: Buffer): { format: WavFormat; channels: number; rate: number } {
  if (chunk.length < 16) throw new Error("WAV file is cut in its format");
  const tag = chunk.readUInt16LE(0);
  const bits = chunk.readUInt16LE(14);
  const format = TAG_FORMAT[tag];
  if (!format || bits !== bytesPerSample(format) * 8) throw new Error(`WAV format ${tag} with ${bits} bits is not supported`);
  const channels = chunk.readUInt16LE(2);
  if (channels === 0) throw new Error("WAV file has no channels");
  return { format, channels, rate: chunk.readUInt32LE(4) };
}

/** All samples of a file, interleaved when there is more than one channel. */
export async function readWav(path: string): Promise<WavInfo & { samples: Int16Array }> {
  const file = await readFile(path);
  const info = parseWavHeader(file);
  const data = file.subarray(info.dataStart, info.dataStart + info.dataBytes);
  return { ...info, samples: decodeWavData(data, info.format) };
}

/** Octets of a `data` chunk to 16-bit samples, channels still interleaved. */
export function decodeWavData(data: Buffer, format: WavFormat): Int16Array {
  if (format === "ulaw") return decodeG711(data, "PCMU");
  if (format === "alaw") return decodeG711(data, "PCMA");
  const samples = new Int16Array(data.length >> 1);
  for (let i = 0; i < samples.length; i++) samples[i] = data.readInt16LE(i * 2);
  return samples;
}

/** Samples of one channel out of interleaved ones. */
export function channelOf(samples: Int16Array, channel: number, channels: number): Int16Array {
  return Int16Array.from({ length: Math.floor(samples.length / channels) }, (_, i) => samples[i * channels + channel]!);
}

/** Writes 16-bit linear samples (interleaved if `channels` > 1) as a WAV file. */
export async function writeWav(path: string, samples: Int16Array, channels = 1): Promise<void> {
  const data = Buffer.alloc(samples.length * 2);
  for (let i = 0; i < samples.length; i++) data.writeInt16LE(samples[i]!, i * 2);
  await writeFile(path, Buffer.concat([wavHeader({ format: "pcm16", channels, dataBytes: data.length }), data]));
}

/**
 * Makes the header of a file agree with its length: what a recorder left behind when its process was killed.
 * A file shorter than its header, or with a foreign one, throws. Returns the length of the sound.
 */
export async function repairWav(path: string): Promise<{ durationMs: number; bytes: number; repaired: boolean }> {
  const file = await open(path, "r+");
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(Math.min(size, 512));
    await file.read(head, 0, head.length, 0);
    const info = parseWavHeader(head, size);
    const frameBytes = info.channels * bytesPerSample(info.format);
    const dataBytes = Math.floor((size - info.dataStart) / frameBytes) * frameBytes;
    const header = wavHeader({ ...info, dataBytes });
    const isOurs = info.dataStart === WAV_HEADER_BYTES;
    const repaired = isOurs && (dataBytes !== size - info.dataStart || !header.equals(head.subarray(0, WAV_HEADER_BYTES)));
    if (repaired) {
      await file.write(header, 0, header.length, 0);
      await file.truncate(info.dataStart + dataBytes);
    }
    return { durationMs: Math.round((dataBytes / frameBytes / info.rate) * 1000), bytes: info.dataStart + dataBytes, repaired };
  } finally {
    await file.close();
  }
}
