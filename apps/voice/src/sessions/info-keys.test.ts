import { describe, expect, it } from "vitest";
import { keyOfInfo } from "./info-keys.ts";

describe("keys by INFO", () => {
  it.each([
    ["application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", "5"],
    ["application/dtmf-relay", "Duration=160\r\nSignal= #\r\n", "#"],
    ["Application/DTMF-Relay; charset=utf-8", "signal=*", "*"],
    ["application/dtmf-relay", "Signal=11", "#"],
    ["application/dtmf", "5", "5"],
    ["application/dtmf", "d\r\n", "D"],
    ["application/dtmf", "10", "*"],
    ["application/dtmf", "16", undefined],
    ["application/dtmf", "", undefined],
    ["application/dtmf", "12345", undefined],
    ["application/dtmf-relay", "Signal=E", undefined],
    ["text/plain", "5", undefined],
    ["", "5", undefined],
  ])("%s %o is %s", (type, body, key) => {
    expect(keyOfInfo(type, body)).toBe(key);
  });
});
