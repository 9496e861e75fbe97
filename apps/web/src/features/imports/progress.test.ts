import { expect, it } from "vitest";
import { percentDone } from "./progress.ts";

it.each([
  ["creating", { state: "committing", figures: { ready: 300, created: 100, fault: 9 } }, 25],
  ["creating that goes on after a pause", { state: "committing", figures: { ready: 200, created: 200 } }, 50],
  ["undoing, with tickets that stay", { state: "undoing", figures: { created: 100, undone: 60, kept: 40, fault: 9 } }, 50],
  ["an end", { state: "undoing", figures: { undone: 3, kept: 1 } }, 100],
  ["nothing yet", { state: "committing", figures: {} }, 0],
] as const)("of %s is told by the rows", (_, item, percent) => {
  expect(percentDone(item)).toBe(percent);
});
