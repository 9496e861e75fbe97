import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { spread } from "./spread.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("work asked for often is done once, within the time", () => {
  const work = vi.fn();
  const news = spread(work, 1_000);
  for (let i = 0; i < 5; i++) news.soon();
  vi.advanceTimersByTime(1_000);
  expect(work).toHaveBeenCalledTimes(1);
  news.soon();
  vi.advanceTimersByTime(1_000);
  expect(work).toHaveBeenCalledTimes(2);
});

test("what is stopped is not done", () => {
  const work = vi.fn();
  const news = spread(work, 1_000);
  news.soon();
  news.stop();
  vi.advanceTimersByTime(1_000);
  expect(work).not.toHaveBeenCalled();
});
