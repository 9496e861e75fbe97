import { expect, it } from "vitest";
import { cellText } from "./cell-text.ts";

it.each([
  ["a text", "王女士", "王女士"],
  ["nothing", null, ""],
  ["a whole number that Excel keeps", 13_812_340_001, "13812340001"],
  ["a number with more digits than Excel keeps", 1_234_567_890_123_456, "1.23456789012346E+15"],
  ["an amount", 12.5, "12.5"],
  ["yes or no", true, "TRUE"],
  ["a day", { date: "2026-12-01" }, "2026-12-01"],
  ["a formula that failed", { fault: "#N/A" }, "#N/A"],
  ["NUL, which cannot be stored", "王\0女士", "王女士"],
  ["half of a surrogate pair, which cannot be stored", "a\ud800b", "a\ufffdb"],
])("writes %s as text", (_, cell, text) => {
  expect(cellText(cell)).toBe(text);
});
