import { expect, test } from "vitest";
import { meanOpinionScore } from "./mos.ts";

test("a clean line scores like G.711 itself", () => {
  expect(meanOpinionScore({ lossPercent: 0, jitterMs: 0, rttMs: 0 })).toBeCloseTo(4.4, 1);
});

test("loss lowers the score as the E-model says", () => {
  expect(meanOpinionScore({ lossPercent: 3, jitterMs: 0, rttMs: 20 })).toBeCloseTo(4.15, 1);
  expect(meanOpinionScore({ lossPercent: 10, jitterMs: 0, rttMs: 20 })).toBeCloseTo(3.39, 1);
  expect(meanOpinionScore({ lossPercent: 100, jitterMs: 0, rttMs: 20 })).toBeLessThan(1.5);
});

test("delay hurts beyond a conversation's patience", () => {
  const near = meanOpinionScore({ lossPercent: 0, jitterMs: 5, rttMs: 100 });
  const far = meanOpinionScore({ lossPercent: 0, jitterMs: 5, rttMs: 800 });
  expect(near - far).toBeGreaterThan(0.8);
});

test("the score never leaves its scale", () => {
  expect(meanOpinionScore({ lossPercent: 100, jitterMs: 2000, rttMs: 10_000 })).toBe(1);
});
