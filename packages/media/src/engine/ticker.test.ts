import { beforeEach, describe, expect, test } from "vitest";
import { createTicker, type Ticker } from "./ticker.ts";

let now: number;
let pending: { at: number; run: () => void } | null;
let ticker: Ticker;

/** Lets time pass to `ms`, with each timer running `late` after it was due. */
function passTo(ms: number, late = 0): void {
  while (pending && pending.at + late <= ms) {
    const { at, run } = pending;
    pending = null;
    now = at + late;
    run();
  }
  now = ms;
}

beforeEach(() => {
  now = 0;
  pending = null;
  ticker = createTicker({
    now: () => now,
    after(ms, run) {
      pending = { at: now + ms, run };
      return () => {
        pending = null;
      };
    },
  });
});

describe("the 20 ms clock", () => {
  test("does not drift although every timer is late", () => {
    const at: number[] = [];
    ticker.add(() => at.push(now));
    passTo(60_000, 3);
    expect(at.length).toBeGreaterThanOrEqual(2999);
    expect(at.every((time, n) => Math.abs(time - n * 20) <= 4)).toBe(true);
    expect(ticker.lateP99Ms()).toBeLessThanOrEqual(4);
  });

  test("catches up a short stall frame by frame", () => {
    const missed: number[] = [];
    ticker.add((frames) => missed.push(frames));
    passTo(100);
    const before = missed.length;
    now = 230;
    pending!.run();
    expect(missed.length - before).toBe(6);
    expect(missed.every((frames) => frames === 0)).toBe(true);
  });

  test("skips the frames of a long stall and says how many, once", () => {
    const missed: number[] = [];
    ticker.add((frames) => missed.push(frames));
    passTo(1);
    now = 2000;
    pending!.run();
    const skipped = missed.reduce((sum, frames) => sum + frames, 0);
    expect(missed.filter((frames) => frames > 0)).toHaveLength(1);
    expect(missed.length + skipped).toBe(101);
    expect(ticker.skippedFrames).toBe(skipped);
  });

  test("rests when nobody needs it, and starts afresh", () => {
    const remove = ticker.add(() => remove());
    passTo(500);
    expect(pending).toBeNull();
    const at: number[] = [];
    ticker.add(() => at.push(now));
    passTo(600);
    expect(at).toEqual([501, 520, 540, 560, 580, 600]);
  });
});
