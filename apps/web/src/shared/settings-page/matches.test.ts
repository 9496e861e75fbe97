import { expect, it } from "vitest";
import { matcher } from "./matches.ts";

it("finds every word in whatever spelling and order", () => {
  expect(matcher("ＭＯＤＥＬ serial")("serial_no", "Model")).toBe(true);
  expect(matcher("型号")("model", "型号")).toBe(true);
  expect(matcher("model colour")("model")).toBe(false);
  expect(matcher("  ")("anything")).toBe(true);
});
