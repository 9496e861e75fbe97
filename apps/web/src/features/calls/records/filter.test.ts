import { expect, it } from "vitest";
import { isFiltered, pressedDays, readFilter, toQuery, writeFilter } from "./filter.ts";

it("reads a filter from the address and writes it back without touching the rest", () => {
  const search = new URLSearchParams("tab=all&number=138&minTalk=30");
  const filter = readFilter(search);
  expect(filter).toEqual({ number: "138", minTalk: "30" });
  expect(writeFilter(search, { direction: "inbound" }).toString()).toBe("tab=all&direction=inbound");
});

it("hands durations over in ms and leaves out what is no number", () => {
  expect(toQuery({ minTalk: "30", maxTalk: "x" }, true)).toMatchObject({ mine: "true", minTalkMs: 30_000, maxTalkMs: undefined });
});

it("has the last days instead of a time from and to, until they are pressed again", () => {
  const week = pressedDays({ from: "2026-01-01T00:00:00Z", number: "138" }, "7");
  expect(week).toEqual({ number: "138", days: "7" });
  expect(toQuery(week, true)).toMatchObject({ number: "138", days: 7 });
  expect(pressedDays(week, "1").days).toBe("1");
  expect(pressedDays(week, "7").days).toBeUndefined();
  expect(toQuery({ days: "all" }, true).days).toBeUndefined();
});

it("knows whether anything is filtered", () => {
  expect(isFiltered({ number: "" })).toBe(false);
  expect(isFiltered({ number: "1" })).toBe(true);
});
