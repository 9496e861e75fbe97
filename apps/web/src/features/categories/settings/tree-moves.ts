import type { Category } from "@cloverdesk/contracts";
import { inOrder, lineOf } from "@cloverdesk/rules/category-tree";

export interface To {
  parentId: string | null;
  beforeId: string | null;
}

/** The categories to show: those found with the way to them and all below them; disabled ones only when wished. */
export function shownBy(items: readonly Category[], found: readonly Category[], withDisabled: boolean): Set<string> {
  const tree = new Map(items.map((item) => [item.id, item]));
  const visible = withDisabled ? items : items.filter((item) => lineOf(tree, item).every(({ active }) => active));
  const visibleIds = new Set(visible.map(({ id }) => id));
  const shown = new Set<string>();
  for (const item of found) {
    if (!visibleIds.has(item.id)) continue;
    for (const each of [...lineOf(tree, item), ...inOrder(visible, item.id)]) shown.add(each.id);
  }
  return shown;
}

const beside = (items: readonly Category[], parentId: string | null): Category[] => items.filter((item) => item.parentId === parentId);

/** One place up or down among its siblings; null at the end. */
export function upOrDown(items: readonly Category[], item: Category, by: -1 | 1): To | null {
  const siblings = beside(items, item.parentId);
  const at = siblings.findIndex(({ id }) => id === item.id);
  if (!siblings[at + by]) return null;
  return { parentId: item.parentId, beforeId: (by === -1 ? siblings[at - 1] : siblings[at + 2])?.id ?? null };
}

/** Right (1): to the end below the sibling before it. Left (-1): behind its parent. */
export function sideStep(items: readonly Category[], item: Category, by: -1 | 1): To | null {
  if (by === 1) {
    const siblings = beside(items, item.parentId);
    const before = siblings[siblings.findIndex(({ id }) => id === item.id) - 1];
    return before ? { parentId: before.id, beforeId: null } : null;
  }
  const parent = items.find(({ id }) => id === item.parentId);
  if (!parent) return null;
  const uncles = beside(items, parent.parentId);
  return { parentId: parent.parentId, beforeId: uncles[uncles.findIndex(({ id }) => id === parent.id) + 1]?.id ?? null };
}
