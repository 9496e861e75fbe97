import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeMediaEngine } from "../../test/contract-suite.ts";
import { eventually, type Stage, setStage, soundFor, TEST_CONFIG } from "../../test/stage.ts";
import type { MediaEngine, MediaEvent } from "../port.ts";
import { repairWav } from "../wav.ts";
import { createEnginePool } from "./engine-pool.ts";

const program = { entry: fileURLToPath(new URL("../worker.ts", import.meta.url)), execArgv: ["--import", "tsx"], workers: 2 };

describeMediaEngine("a pool of workers", () => createEnginePool(TEST_CONFIG, program));

describe("a pool of workers", () => {
  let engine: MediaEngine;
  const events: MediaEvent[] = [];
  const lost = () => events.filter((event) => event.type === "worker-lost");
  beforeAll(async () => {
    engine = await createEnginePool(TEST_CONFIG, program);
    engine.onEvent((event) => events.push(event));
  });
  afterAll(() => engine.close());

  /** Two stages in different workers. */
  async function twoStages(): Promise<[Stage, Stage]> {
    const first = await setStage(engine);
    for (;;) {
      const second = await setStage(engine);
      const { workers } = await engine.health();
      if (workers.every((worker) => worker.calls > 0)) return [first, second];
      await second.strike();
    }
  }

  test("says which calls a killed worker took with it, keeps the others, and takes new ones", async () => {
    const stages = await twoStages();
    const cast = await Promise.all(
      stages.map(async (stage) => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        const path = join(stage.folder, "call.wav");
        await engine.startRecording(stage.callId, { path, customerLeg: "trunk" });
        await engine.play(stage.callId, "trunk", ["tone/beep"], { loop: true });
        return { stage, phone, path, since: performance.now() };
      }),
    );
    await soundFor(2000);
    const { workers } = await engine.health();
    process.kill(workers[0]!.pid, "SIGKILL");
    const killedAt = performance.now();
    await eventually(() => lost().length === 1);
    const [dead, alive] = lost()[0]!.callIds.includes(cast[0]!.stage.callId) ? [cast[0]!, cast[1]!] : [cast[1]!, cast[0]!];
    expect(lost()).toMatchObject([{ worker: 0, callIds: [dead.stage.callId], reason: "SIGKILL" }]);

    const { durationMs } = await repairWav(dead.path);
    expect(killedAt - dead.since - durationMs).toBeLessThan(1000);
    await expect(engine.stats(dead.stage.callId)).rejects.toMatchObject({ code: "unknown-call" });
    await engine.createCall(dead.stage.callId);
    const back = await dead.stage.phone("trunk", { toneHz: 440 });
    await engine.play(dead.stage.callId, "trunk", ["tone/beep"], { loop: true });
    await eventually(() => back.hears() === 1000 && alive.phone.hears() === 1000);
    expect(alive.phone.continuity()).toMatchObject({ ssrcs: 1, lost: 0, disordered: 0 });
    for (const stage of stages) await stage.strike();
  });

  test("spreads its ports, so that two workers never reach for the same", async () => {
    const stages = await twoStages();
    const ports = await Promise.all(stages.map((stage) => engine.addTrunkLeg(stage.callId, "trunk")));
    expect(ports.map(({ port }) => port < 45_000).toSorted()).toEqual([false, true]);
    for (const stage of stages) await stage.strike();
  });

  test("kills a worker that is frozen and starts another; meanwhile every question has an answer", async () => {
    const own = await createEnginePool(TEST_CONFIG, { ...program, workers: 1, frozenAfterMs: 2_000, commandMs: 500 });
    const heard: MediaEvent[] = [];
    own.onEvent((event) => heard.push(event));
    await own.createCall("frozen-call");
    const { workers } = await own.health();
    process.kill(workers[0]!.pid, "SIGSTOP");
    expect(await own.health()).toMatchObject({ silentWorkers: 1, workers: [] });
    await expect(own.stats("frozen-call")).rejects.toMatchObject({ code: expect.stringMatching(/^(timeout|worker-lost)$/) });
    await eventually(() => heard.some((event) => event.type === "worker-lost"), 15_000);
    expect(heard.filter((event) => event.type === "worker-lost")).toMatchObject([
      { worker: 0, callIds: ["frozen-call"], reason: "it did not answer and was killed" },
    ]);
    await eventually(async () => (await own.health()).silentWorkers === 0, 15_000);
    await own.createCall("next-call");
    expect(await own.health()).toMatchObject({ calls: 1, silentWorkers: 0 });
    await own.close();
  });

  test("does not start with workers that cannot run, and says why", async () => {
    const broken = { ...program, execArgv: ["--import", "data:text/javascript,process.exit(3)"] };
    await expect(createEnginePool(TEST_CONFIG, broken)).rejects.toThrow(/did not start: exit code 3/);
  });
});

test("a recording is finished properly by a worker whose parent was killed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "orphan-"));
  const path = join(folder, "call.wav");
  const parent = spawn(
    process.execPath,
    ["--import", "tsx", fileURLToPath(new URL("../../test/recording-parent.ts", import.meta.url)), path],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  await new Promise((resolve) => parent.stdout.once("data", resolve));
  await soundFor(1200);
  parent.kill("SIGKILL");
  await eventually(async () => (await repairWav(path)).durationMs >= 1200);
  expect((await repairWav(path)).repaired).toBe(false);
  await rm(folder, { recursive: true });
});
