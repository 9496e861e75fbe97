import { describe, expect, it } from "vitest";
import { countAttempt, type GuardState, guardedAddress, lockedAt, NAME_RULE } from "./sign-in-guard.ts";

const START = new Date("2026-03-02T02:00:00Z");
const later = (ms: number): Date => new Date(START.getTime() + ms);

describe("the sign-in guard", () => {
  it("doubles the wait from the fifth attempt on, up to its cap, and never locks for ever", () => {
    let state: GuardState | undefined;
    let at = START;
    const waits: number[] = [];
    for (let i = 0; i < 14; i++) {
      state = countAttempt(state, NAME_RULE, at);
      waits.push(state.lockedUntil ? (state.lockedUntil.getTime() - at.getTime()) / 1000 : 0);
      at = state.lockedUntil ?? at;
      expect(lockedAt(state, at)).toBeNull();
    }
    expect(waits).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900, 900, 900]);
  });

  it("stays finite after any number of attempts", () => {
    const state = countAttempt({ attempts: 1_000_000, lockedUntil: null, lastAt: START }, NAME_RULE, START);
    expect(state.lockedUntil).toEqual(later(NAME_RULE.capMs));
  });

  it("forgets after a day without attempts", () => {
    const tried: GuardState = { attempts: 9, lockedUntil: null, lastAt: START };
    expect(countAttempt(tried, NAME_RULE, later(NAME_RULE.forgetMs + 1))).toMatchObject({ attempts: 1, lockedUntil: null });
    expect(countAttempt(tried, NAME_RULE, later(NAME_RULE.forgetMs))).toMatchObject({ attempts: 10 });
  });

  it("counts an IPv6 network as one address and writes IPv4 plainly", () => {
    expect(guardedAddress("192.0.2.7")).toBe("192.0.2.7");
    expect(guardedAddress("::ffff:192.0.2.7")).toBe("192.0.2.7");
    expect(guardedAddress("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
    expect(guardedAddress("2001:db8:1:2::9")).toBe("2001:db8:1:2::/64");
    expect(guardedAddress("2001:db8::1")).toBe("2001:db8:0:0::/64");
    expect(guardedAddress("::1")).toBe("0:0:0:0::/64");
  });
});
