import { expect, it } from "vitest";
import { gapAt, movedBy, scrolledTo, windowOf } from "./window.ts";

it("draws only what is seen and a little beyond, whatever the number of rows", () => {
  expect(windowOf(0, 360, 36, 100_000)).toEqual({ from: 0, to: 19 });
  const middle = windowOf(36 * 5_000, 360, 36, 100_000);
  expect(middle.from).toBeLessThanOrEqual(5_000);
  expect(middle.to - middle.from).toBeLessThan(40);
});

it("draws nothing beyond the end, also when the list became shorter", () => {
  expect(windowOf(36 * 500, 360, 36, 3)).toEqual({ from: 0, to: 3 });
});

it("scrolls no further than needed to show a row", () => {
  expect(scrolledTo(3, 0, 360, 36)).toBe(0);
  expect(scrolledTo(10, 0, 360, 36)).toBe(36);
  expect(scrolledTo(2, 360, 360, 36)).toBe(72);
});

it("moves by j and k and stays within the list", () => {
  expect(movedBy("j", -1, 3, 10)).toBe(0);
  expect(movedBy("j", 2, 3, 10)).toBe(2);
  expect(movedBy("k", 0, 3, 10)).toBe(0);
  expect(movedBy("x", 0, 3, 10)).toBeUndefined();
  expect(movedBy("j", -1, 0, 10)).toBeUndefined();
});

it("goes on where the row was that has left the list", () => {
  expect(movedBy("j", gapAt(4), 9, 10)).toBe(4);
  expect(movedBy("k", gapAt(4), 9, 10)).toBe(3);
  expect(movedBy("j", gapAt(9), 9, 10)).toBe(8);
  expect(movedBy("k", gapAt(0), 9, 10)).toBe(0);
  expect(movedBy("j", gapAt(-1), 9, 10)).toBe(0);
});
