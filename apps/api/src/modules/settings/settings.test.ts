import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, settingsFrom } from "./settings.ts";

describe("settings", () => {
  it("are the defaults without rows", () => {
    expect(settingsFrom([])).toEqual(DEFAULT_SETTINGS);
  });

  it("take what their rows say, also null where that has a meaning", () => {
    const rows = [
      { key: "wrapUpLimitMs", value: null },
      { key: "numberMasking", value: true },
    ];
    expect(settingsFrom(rows)).toEqual({ ...DEFAULT_SETTINGS, wrapUpLimitMs: null, numberMasking: true });
  });

  it("stay at the default when a row does not fit or is unknown", () => {
    const rows = [
      { key: "ringTimeoutMs", value: "soon" },
      { key: "breakReasons", value: [] },
      { key: "noSuchSetting", value: 1 },
      { key: "toString", value: 1 },
    ];
    expect(settingsFrom(rows)).toEqual(DEFAULT_SETTINGS);
  });
});
