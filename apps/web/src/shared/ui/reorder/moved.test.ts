import { expect, test } from "vitest";
import { moved } from "./moved.ts";

test("moving keeps everything, and goes nowhere beyond the ends", () => {
  expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
  expect(moved(["a", "b", "c"], 2, 3)).toEqual(["a", "b", "c"]);
});
