import { describe, expect, it } from "vitest";
import { behaviourOf } from "./answer-rules.ts";

describe("how called numbers behave", () => {
  it("goes by the ending", () =>
    expect(behaviourOf("+8613800138090", new Map())).toMatchObject({ kind: "refuses", sipStatus: 486, q850: 17 }));
  it("lets a person answer any other number", () =>
    expect(behaviourOf("+8613800138001", new Map())).toMatchObject({ kind: "answers", afterMs: 3_000 }));
  it("obeys an override before the ending", () => {
    const overrides = new Map([["8613800138090", { kind: "rings" } as const]]);
    expect(behaviourOf("+86 138 0013 8090", overrides)).toEqual({ kind: "rings" });
  });
});
