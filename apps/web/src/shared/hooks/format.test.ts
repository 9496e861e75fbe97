import { describe, expect, it } from "vitest";
import { clock, groupDigits } from "./format.ts";

describe("a duration", () => {
  it("shows minutes and seconds, hours when there are some, and never less than zero", () => {
    expect(clock(0)).toBe("00:00");
    expect(clock(207_900)).toBe("03:27");
    expect(clock(3_600_000 + 61_000)).toBe("1:01:01");
    expect(clock(-5_000)).toBe("00:00");
  });
});

describe("a number for reading", () => {
  it.each([
    ["+8613800138000", "138 0013 8000"],
    ["138****8000", "138 **** 8000"],
    ["+861055550100", "010 5555 0100"],
    ["01055550100", "010 5555 0100"],
    ["+8675512345678", "0755 1234 5678"],
    ["+864001234567", "400 123 4567"],
    ["+442071838750", "+442 071 838 750"],
    ["anonymous", "anonymous"],
  ])("%s → %s", (raw, shown) => {
    expect(groupDigits(raw)).toBe(shown);
  });
});
