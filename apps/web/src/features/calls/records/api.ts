import { callEndpoints } from "@cloverdesk/contracts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { call } from "../../../shared/api/index.ts";
import type { RecordQuery } from "./filter.ts";

/** Call records, page by page, newest first. */
export const recordsQuery = (query: RecordQuery) =>
  infiniteQueryOptions({
    queryKey: ["calls", "records", query],
    queryFn: ({ pageParam, signal }) => call(callEndpoints.list, { query: { ...query, cursor: pageParam, limit: 100 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 5_000,
  });

export const recordQuery = (callId: string) =>
  queryOptions({
    queryKey: ["calls", "record", callId],
    queryFn: ({ signal }) => call(callEndpoints.record, { params: { callId } }, { signal }),
    staleTime: 5_000,
  });

/** Agents, groups and hotlines to filter by, as far as the person's reach goes. */
export const filterOptionsQuery = queryOptions({
  queryKey: ["calls", "filter-options"],
  queryFn: ({ signal }) => call(callEndpoints.filters, {}, { signal }),
  staleTime: 5 * 60_000,
});
