import { describe, expect, it } from "vitest";
import { createFakeClock } from "../../test/fake-clock.ts";
import { createAccessList } from "./access-list.ts";
import { createRateLimit } from "./rate-limit.ts";

describe("the access list", () => {
  it("lets in addresses and blocks, of both families", () => {
    const list = createAccessList(["127.0.0.0/8", "203.0.113.7", "2001:db8::/32"]);
    for (const address of ["127.0.0.1", "127.255.0.9", "203.0.113.7", "2001:db8::5"]) expect(list.allows(address)).toBe(true);
    for (const address of ["128.0.0.1", "203.0.113.8", "2001:db9::5", "", "fe80::1%eth0"]) expect(list.allows(address)).toBe(false);
  });

  it("is closed when empty and open with a star", () => {
    expect(createAccessList([]).allows("127.0.0.1")).toBe(false);
    expect(createAccessList(["*"]).allows("8.8.8.8")).toBe(true);
  });

  it("can be replaced, and keeps the old entries when a new one is wrong", () => {
    const list = createAccessList(["10.0.0.0/8"]);
    expect(list.allows("10.1.1.1")).toBe(true);
    expect(() => list.replace(["192.0.2.1", "10.0.0.0/33"])).toThrow("10.0.0.0/33");
    expect(list.allows("10.1.1.1")).toBe(true);
    list.replace(["192.0.2.1"]);
    expect(list.allows("10.1.1.1")).toBe(false);
    expect(list.allows("192.0.2.1")).toBe(true);
  });

  it.each(["carrier.example", "10.0.0", "10.0.0.0/x", "10.0.0.0/8/8", "::1/129"])("refuses %s", (entry) => {
    expect(() => createAccessList([entry])).toThrow(entry);
  });
});

describe("the rate limit", () => {
  it("passes a burst, refuses what exceeds it, ignores those who go on, and forgives with time", async () => {
    const clock = createFakeClock();
    const limit = createRateLimit({ perSecond: 10, burst: 3 }, clock);
    const verdicts = Array.from({ length: 8 }, () => limit("10.0.0.9"));
    expect(verdicts).toEqual(["pass", "pass", "pass", "refuse", "refuse", "refuse", "ignore", "ignore"]);
    expect(limit("10.0.0.8")).toBe("pass");
    await clock.advance(1_000);
    expect(limit("10.0.0.9")).toBe("pass");
  });
});
