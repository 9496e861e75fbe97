import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "./clock.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("real time", () => {
  it("does not fire at once what is due in more than 24 days", () => {
    const run = vi.fn();
    // A registrar may grant as much as 2³²-1 s.
    systemClock.setTimeout(run, 4_294_967_295_000);
    vi.advanceTimersByTime(20 * 24 * 3_600_000);
    expect(run).not.toHaveBeenCalled();
  });
});
