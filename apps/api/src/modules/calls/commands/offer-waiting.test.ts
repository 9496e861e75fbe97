import { expect, it } from "vitest";
import { coalesced } from "./offer-waiting.ts";

it("work that is asked for while it runs is done once more, however close to its end the question comes", async () => {
  for (let ticks = 0; ticks < 12; ticks++) {
    let runs = 0;
    const run = coalesced(
      async () => {
        runs++;
      },
      () => {},
    );
    const first = run();
    for (let tick = 0; tick < ticks; tick++) await undefined;
    await Promise.all([first, run()]);
    expect(runs, `asked ${ticks} ticks later`).toBe(2);
  }
});
