import { createHash } from "node:crypto";

const named = new Map<string, string>();

/** The same id for the same name, on every machine (RFC 9562, version 5's form). Those of words are asked for again and again, numbered ones once. */
export function idOf(kind: string, name: string | number): string {
  if (typeof name === "number") return hashId(kind, name);
  const key = `${kind} ${name}`;
  const id = named.get(key) ?? hashId(kind, name);
  named.set(key, id);
  return id;
}

function hashId(kind: string, name: string | number): string {
  const hash = createHash("sha1").update(`cloverdesk demo ${kind} ${name}`).digest("hex");
  const variant = ((Number.parseInt(hash[16]!, 16) & 3) | 8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** Chance that is the same at every run. */
export interface Chance {
  /** 0 ≤ x < 1 */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  /** True in `share` of the cases (0–1). */
  happens(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** By weight: `weighted({a: 3, b: 1})` is mostly `a`. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
  /** Around `median`, mostly near it and now and then far above, as durations are. */
  duration(median: number, spread?: number): number;
}

interface Scale {
  keys: string[];
  /** Where each key's share ends. */
  bounds: number[];
}
const scales = new WeakMap<object, Scale>();

function scaleOf(weights: Readonly<Record<string, number>>): Scale {
  const known = scales.get(weights);
  if (known) return known;
  const bounds: number[] = [];
  for (const weight of Object.values(weights)) bounds.push((bounds.at(-1) ?? 0) + weight);
  const scale = { keys: Object.keys(weights), bounds };
  scales.set(weights, scale);
  return scale;
}

/** mulberry32: 32 bits of state, good enough to make up people and calls. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    happens: (share) => next() < share,
    pick: (from) => from[Math.floor(next() * from.length)]!,
    weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
      const { keys, bounds } = scaleOf(weights);
      const at = next() * (bounds.at(-1) ?? 0);
      return keys[bounds.findIndex((bound) => at < bound)] as K;
    },
    duration(median, spread = 0.6) {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return Math.round(median * Math.exp(spread * normal));
    },
  };
}
