import { describe, expect, it } from "vitest";
import { strengthOf } from "./strength.ts";

describe("the strength of a password", () => {
  it("is nothing for nothing", () => {
    expect(strengthOf("", "a@demo.test")).toEqual({ score: 0, rules: { length: false, mixed: false, varied: false, notName: false } });
  });

  it("stays weak while a rule is broken, however long it is", () => {
    expect(strengthOf("aaaaaaaaaaaaaaaaaaaaaa1", "x@demo.test").score).toBeLessThanOrEqual(1);
    expect(strengthOf("agent1-and-much-more-2", "agent1@demo.test").rules.notName).toBe(false);
    expect(strengthOf("Blue 9876 sky!", "x@demo.test").rules.varied).toBe(false);
  });

  it("grows with different signs once all rules are kept", () => {
    expect(strengthOf("clover-demo", "agent1@demo.test").score).toBeGreaterThanOrEqual(2);
    expect(strengthOf("Wet pebbles & 7 grey herons", "agent1@demo.test").score).toBe(4);
  });
});
