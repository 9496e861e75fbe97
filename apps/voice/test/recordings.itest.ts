import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeWav } from "@cloverdesk/media/wav";
import { until } from "@cloverdesk/testing";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRecordings } from "../src/recordings/recordings.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "recordings-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Told {
  fact: { name: string };
  acknowledged: () => void;
}
async function open() {
  const told: Told[] = [];
  const say = (_callId: string, fact: Told["fact"], acknowledged: () => void) => void told.push({ fact, acknowledged });
  return { told, recordings: await openRecordings({ folder, log: pino({ level: "silent" }), say }) };
}
const entry = (file: string) => ({ recordingId: randomUUID(), callId: randomUUID(), file });
const journal = () => readdir(path.join(folder, ".open"));

describe("the books of open recordings", () => {
  it("keep a recording until its end is acknowledged, and tell it at the next start before that", async () => {
    const given = entry("a/b.wav");
    const { recordings, told } = await open();
    const file = await recordings.begin(given);
    await mkdir(path.dirname(file), { recursive: true });
    await writeWav(file, new Int16Array(8000));
    await recordings.engineEnded({
      type: "recording-ended",
      callId: given.callId,
      path: file,
      durationMs: 1000,
      bytes: 8058,
      sha256: "aa",
    });
    expect(told[0]?.fact).toMatchObject({ name: "recording.ended", recordingId: given.recordingId, durationMs: 1000 });

    const next = await open();
    expect(next.recordings.recovered).toMatchObject([{ recordingId: given.recordingId, file: "a/b.wav", durationMs: 1000 }]);
    told[0]?.acknowledged();
    await until(async () => (await journal()).length === 0, "the journal is empty");
    expect((await open()).recordings.recovered).toEqual([]);
  });

  it("tell a recording whose file is missing or broken as one that holds nothing", async () => {
    const first = await open();
    await first.recordings.begin(entry("gone.wav"));
    const broken = await first.recordings.begin(entry("broken.wav"));
    await writeFile(broken, "RIFF");
    const { recovered } = (await open()).recordings;
    expect(recovered.map(({ durationMs, bytes, sha256 }) => ({ durationMs, bytes, sha256 }))).toEqual([
      { durationMs: 0, bytes: 0, sha256: "" },
      { durationMs: 0, bytes: 0, sha256: "" },
    ]);
  });

  it("pass over a page of the journal that cannot be read", async () => {
    const first = await open();
    await first.recordings.begin(entry("a.wav"));
    await writeFile(path.join(folder, ".open", "half.json"), '{"recordingId":');
    expect((await open()).recordings.recovered).toHaveLength(1);
  });

  it("tell what the engine could not when the session is over", async () => {
    const given = entry("a.wav");
    const { recordings, told } = await open();
    const file = await recordings.begin(given);
    await writeWav(file, new Int16Array(4000));
    await recordings.settle(given.callId);
    await recordings.settle(given.callId);
    expect(told.map(({ fact }) => fact)).toMatchObject([{ name: "recording.ended", durationMs: 500 }]);
  });
});
