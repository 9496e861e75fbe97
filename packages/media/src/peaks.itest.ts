import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readPeaks } from "./peaks.ts";
import { join, pause, tone } from "./tones.ts";
import { writeWav } from "./wav.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(joinPath(tmpdir(), "peaks-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("each channel shows where it was loud, also across the slices of a long file", async () => {
  const left = join([tone([440], 20_000, 16_000), pause(20_000)]);
  const right = join([pause(20_000), tone([440], 20_000, 8000)]);
  const path = joinPath(folder, "stereo.wav");
  await writeWav(
    path,
    Int16Array.from({ length: left.length * 2 }, (_, i) => (i % 2 === 0 ? left[i >> 1]! : right[i >> 1]!)),
    2,
  );
  const peaks = await readPeaks(path, 4);
  expect(peaks).toEqual({
    durationMs: 40_000,
    channels: [
      [49, 49, 0, 0],
      [0, 0, 24, 24],
    ],
  });
});
