import { expect, it } from "vitest";
import { bars, seekBy } from "./wave.ts";

it("keeps the loudest peak of each part, whether peaks are many or few", () => {
  expect(bars([1, 9, 2, 3], 2)).toEqual([9, 3]);
  expect(bars([5], 3)).toEqual([5, 5, 5]);
  expect(bars([], 3)).toEqual([]);
});

it("moves the playhead by keys and stays within the recording", () => {
  expect(seekBy("ArrowRight", false, 10, 60)).toBe(15);
  expect(seekBy("ArrowLeft", true, 0.5, 60)).toBe(0);
  expect(seekBy("End", false, 3, 60)).toBe(60);
  expect(seekBy("a", false, 3, 60)).toBeNull();
});
