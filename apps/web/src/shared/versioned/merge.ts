/** Whether two values mean the same. */
export type Same<T = unknown> = (a: T, b: T) => boolean;

/** Equal as JSON. */
export const sameJson: Same = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);

export interface Merged<V> {
  value: V;
  /** Fields that only they changed: their value was taken. */
  theirs: (keyof V)[];
  /** Fields that both changed, with their value; mine stays. */
  both: Partial<V>;
}

/** Merges two edits of one value field by field. A field that both changed to the same is no conflict. */
export function mergeFields<V extends object>(before: V, mine: V, theirs: V, same: Same = sameJson): Merged<V> {
  const merged: Merged<V> = { value: { ...mine }, theirs: [], both: {} };
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)]) as Set<keyof V>) {
    if (same(before[key], theirs[key]) || same(mine[key], theirs[key])) continue;
    const now = (theirs[key] ?? null) as V[keyof V];
    if (same(before[key], mine[key])) {
      merged.value[key] = now;
      merged.theirs.push(key);
    } else merged.both[key] = now;
  }
  return merged;
}
