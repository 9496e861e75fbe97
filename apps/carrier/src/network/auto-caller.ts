import { callIn, type Network, script } from "./call-in.ts";

/**
 * Customers who call by themselves, `perMinute` on average (a Poisson process, as real callers come). Each presses 1 or 2, talks for a while and
 * hangs up; none waits for ever.
 */
export function startAutoCaller(network: Network, perMinute: number, random: () => number = Math.random): () => void {
  if (perMinute === 0) return () => {};
  let timer: NodeJS.Timeout;
  const next = (): void => {
    const gapMs = (-Math.log(1 - random()) * 60_000) / perMinute;
    timer = setTimeout(() => {
      const afterSales = random() < 0.5;
      const call = script.parse({
        keys: [{ digits: afterSales ? "1" : "2", afterMs: 2_500 + random() * 3_000 }],
        says: { kind: "voice", name: afterSales ? "after-sales" : "order" },
        hangUpAfterMs: 60_000 + random() * 90_000,
      });
      void callIn(network, call).catch(() => {});
      next();
    }, gapMs);
  };
  next();
  return () => clearTimeout(timer);
}
