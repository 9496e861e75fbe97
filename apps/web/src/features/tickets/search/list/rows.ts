import type { MyList, TicketListItem, TicketRow } from "@cloverdesk/contracts";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { ListSource } from "../queries.ts";

/** Under which all lists are kept; the source follows. */
export const listsKey = ["tickets", "list"] as const;

interface Page {
  items: TicketListItem[];
  nextCursor: string | null;
}
export type Pages = InfiniteData<Page, string | undefined>;

/** A row's new facts laid over those known, unless they are older. */
function over(old: TicketListItem, row: Partial<TicketListItem>): TicketListItem {
  if (row.version !== undefined && row.version < old.version) return old;
  const known = Object.fromEntries(
    Object.keys(old)
      .map((key) => [key, row[key as keyof TicketListItem]])
      .filter(([, value]) => value !== undefined),
  );
  return { ...old, ...known };
}

/** The pages with this row as it is now, wherever it is shown. */
export function withRow(pages: Pages, row: Partial<TicketListItem> & { id: string }): Pages {
  if (!pages.pages.some((page) => page.items.some(({ id }) => id === row.id))) return pages;
  return {
    ...pages,
    pages: pages.pages.map((page) => ({ ...page, items: page.items.map((old) => (old.id === row.id ? over(old, row) : old)) })),
  };
}

export function withoutRow(pages: Pages, id: string): Pages {
  if (!pages.pages.some((page) => page.items.some((row) => row.id === id))) return pages;
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: page.items.filter((row) => row.id !== id) })) };
}

/** The pages with a row that came to this list: where its number belongs, newest first. Beyond the last page loaded it is left for that page. */
export function withNewRow(pages: Pages, row: TicketRow, mark: TicketListItem["mark"] = null): Pages {
  if (pages.pages.some((page) => page.items.some(({ id }) => id === row.id))) return withRow(pages, row);
  const item = { ...row, mark };
  const home = pages.pages.findIndex((page) => page.nextCursor === null || (page.items.at(-1)?.number ?? 0) < row.number);
  if (home === -1) return pages;
  return {
    ...pages,
    pages: pages.pages.map((page, i) =>
      i === home ? { ...page, items: [...page.items, item].sort((a, b) => b.number - a.number) } : page,
    ),
  };
}

/** A row that a push told, put into those of my lists it is in now, taken out of the others, and refreshed in searches. */
export function placed(pages: Pages, source: ListSource, row: TicketRow, lists: readonly MyList[]): Pages {
  if (!("mine" in source) || source.mine === "waiting") return withRow(pages, row);
  return lists.includes(source.mine) ? withNewRow(pages, row) : withoutRow(pages, row.id);
}

/** Runs over every list at hand. */
export function changeLists(client: QueryClient, change: (pages: Pages, source: ListSource) => Pages): void {
  for (const query of client.getQueryCache().findAll({ queryKey: listsKey })) {
    const source = query.queryKey[2] as ListSource;
    client.setQueryData<Pages>(query.queryKey, (old) => (old ? change(old, source) : old));
  }
}

export const keepRow = (client: QueryClient, row: Partial<TicketListItem> & { id: string }): void =>
  changeLists(client, (pages) => withRow(pages, row));
