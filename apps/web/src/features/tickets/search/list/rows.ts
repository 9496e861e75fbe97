import type { MyList, TicketListItem, TicketRow } from "@cloverdesk/contracts";
import type { InfiniteData, QueryClient, QueryKey } from "@tanstack/react-query";
import type { ListSource, Search } from "../queries.ts";
import { newestFirst, type Order, orderOf } from "./order.ts";

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

const isIn = (pages: Pages, id: string): boolean => pages.pages.some((page) => page.items.some((row) => row.id === id));

/** The pages with a row that came to this list: where its order puts it. Beyond the last page loaded it is left for that page. */
export function withNewRow(pages: Pages, row: TicketRow, order: Order = newestFirst, mark: TicketListItem["mark"] = null): Pages {
  if (isIn(pages, row.id)) return withRow(pages, row);
  const item = { ...row, mark };
  const home = pages.pages.findIndex(({ nextCursor, items }) => {
    const last = items.at(-1);
    return nextCursor === null || (last && order(item, last) < 0);
  });
  if (home === -1) return pages;
  return {
    ...pages,
    pages: pages.pages.map((page, i) => (i === home ? { ...page, items: placedAmong(page.items, item, order) } : page)),
  };
}

/** Rows that changed since they were read stay where they are: only the new one is put before the first that comes after it. */
function placedAmong(items: TicketListItem[], item: TicketListItem, order: Order): TicketListItem[] {
  const at = items.findIndex((each) => order(item, each) < 0);
  return at === -1 ? [...items, item] : items.toSpliced(at, 0, item);
}

/**
 * A row that a push told, put into those of my lists it is in now, taken out of the others, and refreshed in searches. Null when only the server knows
 * whether and where it belongs.
 */
export function placed(pages: Pages, source: ListSource, row: TicketRow, lists: readonly MyList[]): Pages | null {
  if (!("mine" in source) || source.mine === "waiting") return withRow(pages, row);
  return lists.includes(source.mine) ? arrived(pages, source, row) : withoutRow(pages, row.id);
}

/** The pages of one of my lists with a row that is in it now; null when only the server knows whether its filter lets it through, or its place. */
export function arrived(pages: Pages, { search }: { search: Search }, row: TicketRow): Pages | null {
  if (isIn(pages, row.id)) return withRow(pages, row);
  const order = search.filter || search.text ? null : orderOf(search.sort);
  return order && withNewRow(pages, row, order);
}

/** Runs over every list at hand. Answers the keys of those for which the change is null: they must be fetched again. */
export function changeLists(client: QueryClient, change: (pages: Pages, source: ListSource) => Pages | null): QueryKey[] {
  const unsure: QueryKey[] = [];
  for (const query of client.getQueryCache().findAll({ queryKey: listsKey })) {
    const source = query.queryKey[2] as ListSource;
    const old = client.getQueryData<Pages>(query.queryKey);
    if (!old) continue;
    const next = change(old, source);
    if (next) client.setQueryData<Pages>(query.queryKey, next);
    else unsure.push(query.queryKey);
  }
  return unsure;
}

export function keepRow(client: QueryClient, row: Partial<TicketListItem> & { id: string }): void {
  changeLists(client, (pages) => withRow(pages, row));
}
