import { expect, it } from "vitest";
import { isFiltered, readFilter, toQuery, writeFilter } from "./filter.ts";

it("reads a filter from the address and writes it back without touching the rest", () => {
  const search = new URLSearchParams("tab=all&number=138&minTalk=30");
  const filter = readFilter(search);
  expect(filter).toEqual({ number: "138", minTalk: "30" });
  expect(writeFilter(search, { direction: "inbound" }).toString()).toBe("tab=all&direction=inbound");
});

it("hands durations over in ms and leaves out what is no number", () => {
  expect(toQuery({ minTalk: "30", maxTalk: "x" }, true)).toMatchObject({ mine: "true", minTalkMs: 30_000, maxTalkMs: undefined });
});

it("knows whether anything is filtered", () => {
  expect(isFiltered({ number: "" })).toBe(false);
  expect(isFiltered({ number: "1" })).toBe(true);
});
