import { describe, expect, it } from "vitest";
import { createHeartbeat } from "./heartbeat.ts";

function setup() {
  let now = 0;
  const log = { dead: 0, timeouts: [] as number[], samples: [] as number[][] };
  let answer: () => Promise<number> = async () => 1_000;
  const heartbeat = createHeartbeat({
    beat: (timeoutMs) => {
      log.timeouts.push(timeoutMs);
      return answer();
    },
    onDead: () => log.dead++,
    onSample: (...sample) => log.samples.push(sample),
    now: () => now,
    intervalMs: 5_000,
  });
  return {
    heartbeat,
    log,
    at: (ms: number) => {
      now = ms;
    },
    answering: (f: () => Promise<number>) => {
      answer = f;
    },
  };
}

describe("the heartbeat", () => {
  it("samples the server's clock while answers come", async () => {
    const t = setup();
    t.at(5_000);
    await t.heartbeat.tick();
    expect(t.log).toMatchObject({ dead: 0, samples: [[5_000, 5_000, 1_000]], timeouts: [10_000] });
  });

  it("declares the connection dead once when no answer comes within two intervals", async () => {
    const t = setup();
    t.answering(() => Promise.reject(new Error("timeout")));
    await Promise.all([t.heartbeat.tick(), t.heartbeat.tick()]);
    expect(t.log.dead).toBe(1);
  });

  it("asks for a quick proof after the machine slept", async () => {
    const t = setup();
    t.at(60_000);
    await t.heartbeat.tick();
    expect(t.log.timeouts).toEqual([2_500]);
  });

  it("ignores the failure of a beat from the connection before", async () => {
    const t = setup();
    let fail: (e: Error) => void = () => undefined;
    t.answering(() => new Promise((_, reject) => (fail = reject)));
    const beat = t.heartbeat.tick();
    t.heartbeat.reset();
    fail(new Error("timeout"));
    await beat;
    expect(t.log.dead).toBe(0);
  });
});
