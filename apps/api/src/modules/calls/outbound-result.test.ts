import { describe, expect, it } from "vitest";
import { outboundResult } from "./outbound-result.ts";

const end = (sipStatus: number | null, q850: number | null = null, by: "local" | "remote" | "timeout" | "error" = "remote") => ({
  by,
  sipStatus,
  q850,
  reason: "",
});

describe("what an unanswered call out came to", () => {
  it.each([
    [486, "busy"],
    [600, "busy"],
    [480, "unreachable"],
    [603, "refused"],
    [404, "invalid_number"],
    [484, "invalid_number"],
    [503, "congestion"],
    [408, "no_answer"],
    [418, "failed"],
  ])("tells SIP status %i as %s", (status, result) => expect(outboundResult(end(status))).toBe(result));

  it("believes the network's cause more than the status", () => {
    expect(outboundResult(end(480, 19))).toBe("no_answer");
    expect(outboundResult(end(503, 17))).toBe("busy");
  });
  it("falls back to the status when the cause says nothing of use", () => expect(outboundResult(end(486, 16))).toBe("busy"));
  it("tells a trunk that does not answer from a customer who does not", () => {
    expect(outboundResult({ ...end(null, null, "timeout"), code: "trunk_silent" })).toBe("failed");
    expect(outboundResult({ ...end(null, null, "error"), code: "trunk_dead" })).toBe("failed");
  });
  it("takes a ring that nobody ended as no answer", () => expect(outboundResult(end(null, null, "timeout"))).toBe("no_answer"));
});
