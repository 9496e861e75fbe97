import type { Category, Language } from "@cloverdesk/contracts";

/** The leaves of the category tree as `Refund › Logistics`, in the tree's order. */
export function categoryOptions(items: readonly Category[], language: Language): { value: string; label: string }[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const parents = new Set(items.filter((item) => item.active).map((item) => item.parentId));
  const path = (item: Category, depth = 0): string => {
    const parent = item.parentId && depth < 9 ? byId.get(item.parentId) : undefined;
    return parent ? `${path(parent, depth + 1)} › ${item.name[language]}` : item.name[language];
  };
  return items.filter((item) => item.active && !parents.has(item.id)).map((item) => ({ value: item.id, label: path(item) }));
}
