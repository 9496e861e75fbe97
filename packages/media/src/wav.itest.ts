import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { channelOf, parseWavHeader, readWav, repairWav, WAV_HEADER_BYTES, wavHeader, writeWav } from "./wav.ts";

let path: string;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wav-"));
  path = join(folder, "sound.wav");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("WAV files", () => {
  test("samples written are read back, and channels come apart", async () => {
    await writeWav(path, Int16Array.of(1, -1, 300, -300), 2);
    const wav = await readWav(path);
    expect(wav).toMatchObject({ format: "pcm16", channels: 2, rate: 8000 });
    expect([...channelOf(wav.samples, 1, 2)]).toEqual([-1, -300]);
  });

  test("a header says what the file holds, and never more than it holds", () => {
    const header = wavHeader({ format: "ulaw", channels: 2, dataBytes: 1000 });
    expect(parseWavHeader(header, 5000)).toMatchObject({ format: "ulaw", channels: 2, dataStart: WAV_HEADER_BYTES, dataBytes: 1000 });
    expect(parseWavHeader(header, WAV_HEADER_BYTES + 10).dataBytes).toBe(10);
    const days = wavHeader({ format: "ulaw", channels: 2, dataBytes: 2 ** 33 });
    expect(parseWavHeader(days, 2 ** 33 + WAV_HEADER_BYTES).dataBytes).toBe(0xffff_ffff);
  });

  test.each([
    ["no RIFF", Buffer.from("not a sound at all, but text")],
    ["nothing", Buffer.alloc(0)],
    ["a header only of RIFF", Buffer.concat([Buffer.from("RIFF"), Buffer.alloc(4), Buffer.from("WAVE")])],
    ["an unknown format", Buffer.from(wavHeader({ format: "ulaw", channels: 1, dataBytes: 0 })).fill(0x55, 20, 22)],
    ["no channels", Buffer.from(wavHeader({ format: "ulaw", channels: 1, dataBytes: 0 })).fill(0, 22, 24)],
  ])("%s is refused in words", (_name, head) => {
    expect(() => parseWavHeader(head)).toThrow(/WAV/);
  });

  test("repair makes the header agree with what a killed recorder left, cutting half a frame", async () => {
    await writeFile(path, Buffer.concat([wavHeader({ format: "ulaw", channels: 2, dataBytes: 0 }), Buffer.alloc(16_001, 0xff)]));
    expect(await repairWav(path)).toEqual({ durationMs: 1000, bytes: WAV_HEADER_BYTES + 16_000, repaired: true });
    expect((await readFile(path)).length).toBe(WAV_HEADER_BYTES + 16_000);
    expect((await readWav(path)).samples.length).toBe(16_000);
    expect((await repairWav(path)).repaired).toBe(false);
  });

  test("repair refuses what it does not know", async () => {
    await appendFile(path, "hello");
    await expect(repairWav(path)).rejects.toThrow("not a WAV file");
  });
});
