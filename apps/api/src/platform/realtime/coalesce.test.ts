import { expect, test } from "vitest";
import { coalescer, type Timers } from "./coalesce.ts";

/** Timers that fire when told, in order of their time. */
function handTimers() {
  let now = 0;
  let waiting: { at: number; work: () => void }[] = [];
  const timers: Timers = {
    later(ms, work) {
      const timer = { at: now + ms, work };
      waiting.push(timer);
      return () => {
        waiting = waiting.filter((other) => other !== timer);
      };
    },
  };
  const advance = (ms: number): void => {
    for (const end = now + ms; ; ) {
      const [next] = waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) {
        now = end;
        return;
      }
      waiting = waiting.filter((other) => other !== next);
      now = next.at;
      next.work();
    }
  };
  return { timers, advance, count: () => waiting.length };
}

test("the first touch goes through at once, what follows once at the end of the interval", () => {
  const { timers, advance } = handTimers();
  const later: string[][] = [];
  const { touch } = coalescer(500, (keys) => later.push(keys), timers);
  expect(touch(["a"])).toEqual(["a"]);
  expect(touch(["a"])).toEqual([]);
  expect(touch(["a", "a"])).toEqual([]);
  advance(499);
  expect(later).toEqual([]);
  advance(1);
  expect(later).toEqual([["a"]]);
});

test("keys do not wait for each other", () => {
  const { timers } = handTimers();
  const { touch } = coalescer(500, () => {}, timers);
  expect(touch(["a"])).toEqual(["a"]);
  expect(touch(["a", "b"])).toEqual(["b"]);
});

test("a storm of touches comes through twice a second, and the last one is never lost", () => {
  const { timers, advance } = handTimers();
  let through = 0;
  const { touch } = coalescer(500, (keys) => (through += keys.length), timers);
  for (let ms = 0; ms < 10_000; ms += 10) {
    through += touch(["a"]).length;
    advance(10);
  }
  expect(through).toBeLessThanOrEqual(21);
  const before = through;
  touch(["a"]);
  advance(1_000);
  expect(through).toBeGreaterThan(before);
});

test("silence leaves nothing behind", () => {
  const { timers, advance, count } = handTimers();
  const { touch } = coalescer(500, () => {}, timers);
  touch(["a"]);
  touch(["a"]);
  advance(1_000);
  expect(count()).toBe(0);
  expect(touch(["a"])).toEqual(["a"]);
});
