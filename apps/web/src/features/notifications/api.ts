import { type Notification, notificationEndpoints } from "@cloverdesk/contracts";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { call, queryClient } from "../../shared/api/index.ts";
import { withNews, withRead } from "./pages.ts";

/** My notifications, page by page, newest first; each page knows how many are unread. */
export const notificationsQuery = infiniteQueryOptions({
  queryKey: ["notifications"],
  queryFn: ({ pageParam, signal }) => call(notificationEndpoints.list, { query: { cursor: pageParam, limit: 30 } }, { signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor ?? undefined,
  staleTime: Number.POSITIVE_INFINITY,
  meta: { live: true },
});

export function keepNews(item: Notification, unread: number): void {
  queryClient.setQueryData(notificationsQuery.queryKey, (old) => (old ? withNews(old, item, unread) : old));
}

export function keepRead(ids: readonly string[] | null, unread: number): void {
  queryClient.setQueryData(notificationsQuery.queryKey, (old) => (old ? withRead(old, ids, unread, new Date().toISOString()) : old));
}

/** Marks these as read, or all when none are named. */
export async function markRead(ids?: string[]): Promise<void> {
  const { unread } = await call(notificationEndpoints.read, { body: { ids } });
  keepRead(ids ?? null, unread);
}
