import type { Clock } from "../clock.ts";

export interface RateLimitOptions {
  /** Requests outside a dialog that one address may send per second, on average. */
  perSecond: number;
  /** How many at once. Default twice `perSecond`. */
  burst?: number;
}

/** `refuse`: tell the sender (503). `ignore`: it goes on regardless, so spend nothing on it. */
export type RateVerdict = "pass" | "refuse" | "ignore";

/** Sources remembered at most; the ones unused for longest go first. */
const MAX_SOURCES = 10_000;

/** A token bucket per source address. One that overdraws by a whole burst is no longer answered at all. */
export function createRateLimit(options: RateLimitOptions, clock: Clock): (address: string) => RateVerdict {
  const burst = options.burst ?? options.perSecond * 2;
  const buckets = new Map<string, { tokens: number; at: number }>();

  return (address) => {
    const now = clock.now();
    const bucket = buckets.get(address) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * options.perSecond);
    bucket.at = now;
    // Re-inserting keeps the map in order of use.
    buckets.delete(address);
    buckets.set(address, bucket);
    if (buckets.size > MAX_SOURCES) buckets.delete(buckets.keys().next().value!);
    bucket.tokens = Math.max(bucket.tokens - 1, -burst - 1);
    if (bucket.tokens >= 0) return "pass";
    return bucket.tokens >= -burst ? "refuse" : "ignore";
  };
}
