import { z } from "zod";
import { callIn, type Network, script } from "./call-in.ts";

/** Load: `calls` calls begun at `perSecond`, each by the script. */
export const load = z.object({
  calls: z.number().int().min(1).max(100_000).default(100),
  perSecond: z.number().min(0.1).max(1_000).default(10),
  script: script.prefault({}),
});

/** Begins the calls and answers when the last has begun. A call that fails to begin is counted, not fatal. */
export async function runLoad(
  network: Network,
  { calls, perSecond, script: each }: z.infer<typeof load>,
): Promise<{ begun: number; failed: number }> {
  const start = performance.now();
  let failed = 0;
  for (let n = 0; n < calls; n++) {
    const due = start + (n * 1000) / perSecond - performance.now();
    if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
    await callIn(network, each).catch(() => failed++);
  }
  return { begun: calls - failed, failed };
}
