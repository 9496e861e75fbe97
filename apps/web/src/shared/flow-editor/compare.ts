/** What became of one item between two versions. `parts`: what is other in it. */
export type ItemChange<Item, Part> = { kind: "added" | "removed"; item: Item } | { kind: "changed"; item: Item; parts: Part[] };

/** What changes from one list of items to another, whatever their order; only the named parts are looked at. */
export function itemChanges<Item, Part extends keyof Item>(
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => string,
  parts: readonly Part[],
): ItemChange<Item, Part>[] {
  const [was, is] = [byKey(before, keyOf), byKey(after, keyOf)];
  const changes: ItemChange<Item, Part>[] = [];
  for (const [key, item] of is) {
    const former = was.get(key);
    const changed = former ? parts.filter((part) => !same(former[part], item[part])) : [];
    if (!former) changes.push({ kind: "added", item });
    else if (changed.length > 0) changes.push({ kind: "changed", item, parts: changed });
  }
  for (const [key, item] of was) if (!is.has(key)) changes.push({ kind: "removed", item });
  return changes;
}

const byKey = <T>(items: readonly T[], key: (item: T) => string): Map<string, T> => new Map(items.map((item) => [key(item), item]));

/** Equal as JSON, whatever the order of keys. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [mine, theirs] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(mine);
  return (
    Array.isArray(a) === Array.isArray(b) && keys.length === Object.keys(theirs).length && keys.every((key) => same(mine[key], theirs[key]))
  );
}
