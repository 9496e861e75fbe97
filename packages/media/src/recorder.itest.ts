import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { encodeG711 } from "./g711.ts";
import type { Codec } from "./port.ts";
import { type Lane, openRecorder, type Recorder } from "./recorder.ts";
import { rms } from "./signal.ts";
import { channelOf, readWav, repairWav } from "./wav.ts";

let folder: string;
let path: string;
let ms: number;
let recorder: Recorder;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "recorder-"));
  path = join(folder, "call.wav");
  ms = 0;
  recorder = await openRecorder(path, () => ms);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Loud in 20 ms of every second, quiet else: where a click lies in the file tells how a channel is placed. */
function clicks(n: number, codec: Codec): Buffer {
  const samples = new Int16Array(160);
  if (n % 50 === 0) samples.fill(12_000);
  return encodeG711(samples, codec);
}

interface Source {
  readonly lane: Lane;
  readonly stream: object;
  readonly codec?: Codec;
  /** Its clock against ours, parts per million. */
  readonly ppm?: number;
  delayMs(n: number): number;
  drops?(n: number): boolean;
}

/** Lets both sources speak for a time; packets arrive in the order of their delays, the recorder is kept up every 100 ms. */
async function speak(sources: readonly Source[], seconds: number): Promise<void> {
  const arrivals = sources.flatMap((source) =>
    Array.from({ length: Math.floor(seconds * 50) }, (_, n) => ({
      source,
      n,
      at: (n + 1) * 20 * (1 + (source.ppm ?? 0) / 1e6) + source.delayMs(n),
    })).filter(({ n }) => !source.drops?.(n)),
  );
  let flushed = 0;
  for (const { source, n, at } of arrivals.toSorted((a, b) => a.at - b.at)) {
    for (; flushed + 100 <= at; flushed += 100) {
      ms = flushed + 100;
      await recorder.flush();
    }
    ms = at;
    const codec = source.codec ?? "PCMU";
    recorder.push(source.lane, source.stream, {
      payloadType: codec === "PCMU" ? 0 : 8,
      marker: false,
      seq: (65_000 + n) & 0xffff,
      timestamp: (4_294_900_000 + n * 160) >>> 0,
      ssrc: 1,
      payload: clicks(n, codec),
    });
  }
}

/** Where the clicks of a channel begin, in ms. */
async function clicksIn(channel: number): Promise<number[]> {
  const wav = await readWav(path);
  const samples = channelOf(wav.samples, channel, 2);
  const found: number[] = [];
  samples.forEach((sample, i) => {
    if (sample > 6000 && !(i > 0 && samples[i - 1]! > 6000)) found.push(i / 8);
  });
  return found;
}

const jitter = (most: number) => (n: number) => (n * 7919) % most;

describe("a recording", () => {
  test("keeps both channels together through jitter, loss, another law and clocks that run apart", async () => {
    const sources: Source[] = [
      { lane: 0, stream: {}, ppm: 300, codec: "PCMA", delayMs: (n) => 30 + jitter(40)(n), drops: (n) => n % 101 === 3 },
      { lane: 1, stream: {}, ppm: -300, delayMs: (n) => 30 + jitter(15)(n), drops: (n) => n % 97 === 5 },
    ];
    await speak(sources, 300);
    await recorder.close();
    for (const { lane, ppm = 0, drops } of sources) {
      const found = await clicksIn(lane);
      const spoken = Array.from({ length: 300 }, (_, second) => second * 50).filter((n) => !drops?.(n));
      const misplaced = spoken.map((n) => {
        const heardAt = n * 20 * (1 + ppm / 1e6) + 30;
        return Math.min(...found.map((at) => Math.abs(at - heardAt)));
      });
      expect(Math.max(...misplaced)).toBeLessThan(40);
      expect(Math.abs(found.length - spoken.length)).toBeLessThanOrEqual(2);
    }
  });

  test("leaves silence where a leg was away, and places its successor by its arrival", async () => {
    await speak([{ lane: 1, stream: {}, delayMs: () => 20 }], 2);
    const start = ms;
    const caller = {};
    ms = start + 3000;
    for (let n = 0; n < 100; n++, ms += 20) {
      recorder.push(1, caller, { payloadType: 0, marker: false, seq: n, timestamp: n * 160, ssrc: 2, payload: clicks(n, "PCMU") });
      await recorder.flush();
    }
    await recorder.close();
    const found = await clicksIn(1);
    expect(found).toHaveLength(4);
    expect(found[2]! - found[1]!).toBeGreaterThan(3500);
    expect(found[2]! - found[1]!).toBeLessThan(4100);
  });

  test("puts packets that come in the wrong order into theirs, and drops those too late for their slice", async () => {
    const swap = (n: number) => (n % 4 === 1 ? 55 : n === 120 ? 1500 : 10);
    await speak([{ lane: 0, stream: {}, delayMs: swap }], 5);
    await recorder.close();
    const found = await clicksIn(0);
    expect(found.map((at) => Math.round((at - found[0]!) / 10) * 10)).toEqual([0, 1000, 2000, 3000, 4000]);
  });

  test("goes on in its place when a source jumps to another timeline within one stream", async () => {
    const stream = {};
    for (let n = 0; n < 200; n++, ms += 20) {
      const timestamp = n < 100 ? n * 160 : 900_000_000 + n * 160;
      recorder.push(0, stream, { payloadType: 0, marker: false, seq: n, timestamp, ssrc: 2, payload: clicks(n, "PCMU") });
      await recorder.flush();
    }
    const { durationMs } = await recorder.close();
    expect((await clicksIn(0)).map((at) => Math.round(at / 100) * 100)).toEqual([0, 1000, 2000, 3000]);
    expect(durationMs).toBe(4000);
  });

  test("is on disk but for the last second at any time, with a header that is true", async () => {
    await speak([{ lane: 0, stream: {}, delayMs: () => 10 }], 10);
    const { size } = await stat(path);
    expect(ms - (size - 58) / 16).toBeLessThan(1000);
    expect((await readWav(path)).samples.length).toBe(size - 58);
    expect((await repairWav(path)).repaired).toBe(false);
    await recorder.close();
  });

  test("has two agents who talk with each other on the agents' channel, and nothing of them on the customer's", async () => {
    await speak(
      [
        { lane: 1, stream: {}, delayMs: () => 10 },
        { lane: 2, stream: {}, codec: "PCMA", delayMs: () => 510 },
      ],
      4,
    );
    await recorder.close();
    expect((await clicksIn(1)).map((at) => Math.round(at / 100) * 100)).toEqual([0, 500, 1000, 1500, 2000, 2500, 3000, 3500]);
    expect(await clicksIn(0)).toEqual([]);
  });

  test("of two silent legs is as long as it took, and silent", async () => {
    for (; ms < 20_000; ms += 100) await recorder.flush();
    const { durationMs, bytes } = await recorder.close();
    expect(durationMs).toBe(20_000);
    expect((await readFile(path)).length).toBe(bytes);
    expect(rms((await readWav(path)).samples)).toBe(0);
  });
});
