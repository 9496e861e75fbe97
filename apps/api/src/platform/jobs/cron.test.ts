import { describe, expect, it } from "vitest";
import { lastDue, schedule } from "./cron.ts";

const at = (text: string): Date => new Date(`${text}Z`);

describe("cron lines", () => {
  it("the latest due minute after the last one", () => {
    expect(lastDue(schedule("*/10 * * * *"), at("2026-03-02T02:00:00"), at("2026-03-02T02:39:59"))).toEqual(at("2026-03-02T02:30:00"));
  });
  it("a time that was already acted on is not due again", () => {
    expect(lastDue(schedule("30 2 * * *"), at("2026-03-02T02:30:00"), at("2026-03-02T23:00:00"))).toBeNull();
  });
  it("a weekly line after days without a process", () => {
    expect(lastDue(schedule("0 4 * * 1"), at("2026-02-20T00:00:00"), at("2026-03-05T00:00:00"))).toEqual(at("2026-03-02T04:00:00"));
  });
  it("wrong fields are refused", () => {
    expect(() => schedule("61 * * * *")).toThrow();
  });
});
