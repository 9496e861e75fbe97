import type { Category, Language } from "@cloverdesk/contracts";
import { categoriesById, categoryPaths, inOrder, lineOf } from "@cloverdesk/rules/category-tree";

interface CategoryOption {
  value: string;
  label: string;
}

/** The categories that a ticket can have, as `Refund › Logistics`; `keep` is the one it has already. */
export const categoryOptions = (items: readonly Category[], language: Language, keep: string | null = null): CategoryOption[] =>
  categoryPaths(items, language, keep).map(({ id, path }) => ({ value: id, label: path }));

/** Every category that some ticket may have: also those above others, and the disabled ones, which say so. */
export function everyCategory(items: readonly Category[], language: Language, disabled: string): CategoryOption[] {
  const tree = categoriesById(items);
  return inOrder(items).map((item) => {
    const line = lineOf(tree, item);
    const path = line.map(({ name }) => name[language]).join(" › ");
    return { value: item.id, label: line.every(({ active }) => active) ? path : `${path} (${disabled})` };
  });
}
