import { describe, expect, it } from "vitest";
import { mergeGrants } from "./grants.ts";

describe("grants of several roles", () => {
  it("are each permission in its widest scope, whatever the order", () => {
    const agent = { "calls.read": "own", "calls.handle": "own" } as const;
    const lead = { "calls.read": "group", "agents.read": "group" } as const;
    const quality = { "calls.read": "all" } as const;
    const expected = { "calls.read": "all", "calls.handle": "own", "agents.read": "group" };
    expect(mergeGrants([agent, lead, quality])).toEqual(expected);
    expect(mergeGrants([quality, lead, agent])).toEqual(expected);
  });

  it("are none without roles", () => {
    expect(mergeGrants([])).toEqual({});
  });
});
