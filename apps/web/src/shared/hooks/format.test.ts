import { describe, expect, it } from "vitest";
import { clock, fullMoment, moment } from "./format.ts";

describe("a duration", () => {
  it("shows minutes and seconds, hours when there are some, and never less than zero", () => {
    expect(clock(0)).toBe("00:00");
    expect(clock(207_900)).toBe("03:27");
    expect(clock(3_600_000 + 61_000)).toBe("1:01:01");
    expect(clock(-5_000)).toBe("00:00");
  });
});

describe("a moment", () => {
  const at = new Date(2026, 10, 24, 0, 5, 9);
  it("is written the same way in lists and in records, there with the year and the seconds", () => {
    const later = new Date(2026, 11, 1);
    expect([moment(at.toISOString(), "en", later), fullMoment(at.toISOString(), "en")]).toEqual(["24 Nov 00:05", "24 Nov 2026 00:05:09"]);
    expect([moment(at.toISOString(), "zh", later), fullMoment(at.toISOString(), "zh")]).toEqual([
      "11月24日 00:05",
      "2026年11月24日 00:05:09",
    ]);
    expect(moment(at.toISOString(), "en", at)).toBe("00:05");
  });
});
