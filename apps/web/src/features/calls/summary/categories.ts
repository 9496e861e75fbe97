import type { Category, Language } from "@cloverdesk/contracts";

/**
 * The leaves of the category tree as `Refund › Logistics`, in the tree's order. Disabled ones are left out, except `keep`: a summary that
 * has one already goes on showing it.
 */
export function categoryPaths(items: readonly Category[], language: Language, keep: string | null = null): { id: string; path: string }[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const parents = new Set(items.filter((item) => item.active).map((item) => item.parentId));
  const pathOf = (item: Category, depth = 0): string => {
    const parent = item.parentId && depth < 9 ? byId.get(item.parentId) : undefined;
    return parent ? `${pathOf(parent, depth + 1)} › ${item.name[language]}` : item.name[language];
  };
  return items
    .filter((item) => item.id === keep || (item.active && !parents.has(item.id)))
    .map((item) => ({ id: item.id, path: pathOf(item) }));
}
