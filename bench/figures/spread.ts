/** A set of samples, told by its order statistics. Milliseconds unless the bench says otherwise. */
export interface Spread {
  n: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

/** The sample of which `share` (0–1) of all are not larger (nearest rank); NaN of none. */
export function rank(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function spreadOf(samples: Iterable<number>): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  return { n: sorted.length, p50: rank(sorted, 0.5), p95: rank(sorted, 0.95), p99: rank(sorted, 0.99), max: rank(sorted, 1) };
}

export const median = (samples: Iterable<number>): number => spreadOf(samples).p50;

export const told = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1));

export function inWords(spread: Spread, unit = "ms"): string {
  const part = (name: "p50" | "p95" | "p99" | "max"): string => `${name} ${told(spread[name])}`.padEnd(12);
  return `${part("p50")}${part("p95")}${part("p99")}${part("max")}${unit}   n ${spread.n.toLocaleString("en")}`;
}
