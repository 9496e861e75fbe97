import { CATEGORY_DEPTH, type Category, type Language } from "@cloverdesk/contracts";

export type CategoriesById = ReadonlyMap<string, Category>;
export const categoriesById = (items: readonly Category[]): CategoriesById => new Map(items.map((item) => [item.id, item]));

/** From the root down to the category itself. Stops at the deepest level allowed, so that a damaged tree cannot hang it. */
export function lineOf(tree: CategoriesById, item: Category): Category[] {
  const line = [item];
  for (let at = item; at.parentId !== null && line.length <= CATEGORY_DEPTH; ) {
    const parent = tree.get(at.parentId);
    if (!parent) break;
    line.unshift(parent);
    at = parent;
  }
  return line;
}

/**
 * What can be chosen, as `Refund › Logistics`, in the tree's order: the lowest categories in use. A disabled one, and all below it, is left out,
 * except `keep`: what has it already goes on showing it.
 */
export function categoryPaths(items: readonly Category[], language: Language, keep: string | null = null): { id: string; path: string }[] {
  const tree = categoriesById(items);
  const used = items.filter((item) => lineOf(tree, item).every(({ active }) => active));
  const parents = new Set(used.map(({ parentId }) => parentId));
  const offered = new Set(used.filter(({ id }) => !parents.has(id)).map(({ id }) => id));
  return inOrder(items)
    .filter(({ id }) => id === keep || offered.has(id))
    .map((item) => ({
      id: item.id,
      path: lineOf(tree, item)
        .map(({ name }) => name[language])
        .join(" › "),
    }));
}

/** Parents before their children, siblings in the order given. */
export function inOrder(items: readonly Category[], parentId: string | null = null): Category[] {
  return items.filter((item) => item.parentId === parentId).flatMap((item) => [item, ...inOrder(items, item.id)]);
}

/** How many levels a category has below it, itself not counted. */
export function levelsBelow(items: readonly Category[], id: string): number {
  const children = items.filter((item) => item.parentId === id);
  return children.length === 0 ? 0 : 1 + Math.max(...children.map((child) => levelsBelow(items, child.id)));
}

export const isBelow = (items: readonly Category[], item: Category, ancestorId: string): boolean =>
  lineOf(categoriesById(items), item).some(({ id }) => id === ancestorId);

export const depthOf = (items: readonly Category[], id: string | null): number => {
  const tree = categoriesById(items);
  const item = id === null ? undefined : tree.get(id);
  return item ? lineOf(tree, item).length : 0;
};
