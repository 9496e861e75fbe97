import type { Category, Language } from "@cloverdesk/contracts";
import { categoryPaths } from "@cloverdesk/rules/category-tree";

/** The categories that a ticket can have, as `Refund › Logistics`. */
export const categoryOptions = (items: readonly Category[], language: Language): { value: string; label: string }[] =>
  categoryPaths(items, language).map(({ id, path }) => ({ value: id, label: path }));
