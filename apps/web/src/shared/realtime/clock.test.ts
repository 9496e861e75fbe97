import { describe, expect, it } from "vitest";
import { createClock } from "./clock.ts";

describe("the server's clock", () => {
  it("is reckoned from the middle of the round trip", () => {
    const clock = createClock(() => 1_000);
    clock.sample(900, 1_000, 50_000);
    expect(clock.now()).toBe(50_050);
  });

  it("prefers the sample with the shorter way until it is a minute old", () => {
    let now = 0;
    const clock = createClock(() => now);
    clock.sample(0, 10, 1_005);
    clock.sample(1_000, 2_000, 9_000);
    now = 2_000;
    expect(clock.now()).toBe(3_000);
    clock.sample(70_000, 70_100, 100_000);
    now = 70_100;
    expect(clock.now()).toBe(100_050);
  });
});
