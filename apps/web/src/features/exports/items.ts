import type { ExportItem } from "@cloverdesk/contracts";

/** The list with an export as it now is, newest first; an older state of it changes nothing. */
export function withItem(items: readonly ExportItem[], item: ExportItem): ExportItem[] {
  const known = items.find(({ id }) => id === item.id);
  if (known && known.version > item.version) return [...items];
  return [item, ...items.filter(({ id }) => id !== item.id)].sort((a, b) => b.askedAt.localeCompare(a.askedAt));
}

export const isUnderWay = ({ state }: Pick<ExportItem, "state">): boolean => state === "waiting" || state === "running";
