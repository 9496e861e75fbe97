import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { queuePositionPrompts } from "./queue-position.ts";

it("tells a place from its parts", () => {
  expect(queuePositionPrompts(3, "zh")).toEqual(["zh/queue-position-before", "zh/number-3", "zh/queue-position-after"]);
  expect(queuePositionPrompts(20, "en")[1]).toBe("en/number-20");
  expect(queuePositionPrompts(21, "en")[1]).toBe("en/number-beyond");
});

it.each([0, -1, Number.NaN])("says nothing for place %d", (position) => {
  expect(queuePositionPrompts(position, "zh")).toEqual([]);
});

it("names only prompts that come with the product", () => {
  for (const language of ["zh", "en"] as const) {
    for (let position = 1; position <= 25; position++) {
      for (const prompt of queuePositionPrompts(position, language)) {
        expect(existsSync(new URL(`../../media/prompts/${prompt}.wav`, import.meta.url)), prompt).toBe(true);
      }
    }
  }
});
