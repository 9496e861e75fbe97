import type { Notification } from "@cloverdesk/contracts";
import type { InfiniteData } from "@tanstack/react-query";

interface Page {
  items: Notification[];
  nextCursor: string | null;
  unread: number;
}
export type Pages = InfiniteData<Page, unknown>;

/** The pages with a notification on top; told twice it is still one. */
export function withNews(pages: Pages, item: Notification, unread: number): Pages {
  return {
    ...pages,
    pages: pages.pages.map((page, i) => {
      const rest = page.items.filter(({ id }) => id !== item.id);
      return { ...page, unread, items: i === 0 ? [item, ...rest] : rest };
    }),
  };
}

/** The pages with these (null: all) read. */
export function withRead(pages: Pages, ids: readonly string[] | null, unread: number, at: string): Pages {
  const read = (item: Notification) => item.readAt === null && (ids === null || ids.includes(item.id));
  return {
    ...pages,
    pages: pages.pages.map((page) => ({ ...page, unread, items: page.items.map((item) => (read(item) ? { ...item, readAt: at } : item)) })),
  };
}
