import { type QueueCount, routingEndpoints } from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { call, queryClient } from "../../../shared/api/index.ts";

export const queuesQuery = queryOptions({
  queryKey: ["routing", "queues"],
  queryFn: ({ signal }) => call(routingEndpoints.queues, {}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
  meta: { live: true },
});

/** Shows a group's new count. */
export function keepCount(count: QueueCount): void {
  queryClient.setQueryData(queuesQuery.queryKey, (old) => {
    if (!old) return old;
    const known = old.items.some((item) => item.skillGroupId === count.skillGroupId);
    return { items: known ? old.items.map((item) => (item.skillGroupId === count.skillGroupId ? count : item)) : [...old.items, count] };
  });
}
