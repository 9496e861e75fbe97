import { ticketEndpoints } from "@cloverdesk/contracts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { call } from "../../../shared/api/index.ts";

export const ticketQuery = (ticketId: string) =>
  queryOptions({
    queryKey: ["tickets", "one", ticketId],
    queryFn: ({ signal }) => call(ticketEndpoints.get, { params: { ticketId } }, { signal }),
    staleTime: 5_000,
    meta: { live: true },
  });

/** The service track, newest first. */
export const trackQuery = (ticketId: string) =>
  infiniteQueryOptions({
    queryKey: ["tickets", "track", ticketId],
    queryFn: ({ pageParam, signal }) =>
      call(ticketEndpoints.track, { params: { ticketId }, query: { cursor: pageParam, limit: 50 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 5_000,
    meta: { live: true },
  });
