import { open } from "node:fs/promises";
import { bytesPerSample, decodeWavData, parseWavHeader } from "./wav.ts";

/** What a waveform view draws: for each stretch of time the loudest sample of each channel, 0–100. */
export interface WaveformPeaks {
  readonly durationMs: number;
  /** One list per channel, all `buckets` long. */
  readonly channels: readonly (readonly number[])[];
}

/** Octets read at a time: a file of an hour never blocks the process for longer than a few milliseconds. */
const SLICE_BYTES = 1 << 17;

/**
 * Peaks of a WAV file in `buckets` equal stretches. A recording still being written gives what its header has so far.
 * Throws as `parseWavHeader` does.
 */
export async function readPeaks(path: string, buckets = 800): Promise<WaveformPeaks> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(Math.min(size, 4096));
    await file.read(head, 0, head.length, 0);
    const info = parseWavHeader(head, size);
    const frameBytes = info.channels * bytesPerSample(info.format);
    const frames = Math.floor(info.dataBytes / frameBytes);
    const loudest = Array.from({ length: info.channels }, () => new Array<number>(buckets).fill(0));
    const slice = Buffer.alloc(Math.floor(SLICE_BYTES / frameBytes) * frameBytes);
    for (let frame = 0; frame < frames; ) {
      const want = Math.min(slice.length, (frames - frame) * frameBytes);
      const { bytesRead } = await file.read(slice, 0, want, info.dataStart + frame * frameBytes);
      const got = Math.floor(bytesRead / frameBytes);
      if (got === 0) break;
      const samples = decodeWavData(slice.subarray(0, got * frameBytes), info.format);
      raisePeaks(loudest, samples, { first: frame, total: frames });
      frame += got;
    }
    return {
      durationMs: Math.round((frames / info.rate) * 1000),
      channels: loudest.map((list) => list.map((level) => Math.round((level / 32768) * 100))),
    };
  } finally {
    await file.close();
  }
}

/** Lifts the peaks by interleaved samples that begin at frame `first` of `total`. */
function raisePeaks(loudest: number[][], samples: Int16Array, place: { first: number; total: number }): void {
  const buckets = loudest[0]!.length;
  const channels = loudest.length;
  for (let i = 0; i < samples.length; i++) {
    const bucket = Math.floor(((place.first + Math.floor(i / channels)) * buckets) / place.total);
    const list = loudest[i % channels]!;
    const level = Math.abs(samples[i]!);
    if (level > list[bucket]!) list[bucket] = level;
  }
}
