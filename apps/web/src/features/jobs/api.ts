import { jobEndpoints } from "@cloverdesk/contracts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { call, queryClient, thenFetched } from "../../shared/api/index.ts";

/** A job fails without an event, and others try jobs again: an open page looks this often, ms. */
const LOOK_MS = 10_000;

/** Failed jobs, page by page, newest first. */
export const failedJobsQuery = infiniteQueryOptions({
  queryKey: ["jobs", "failed"],
  queryFn: ({ pageParam, signal }) => call(jobEndpoints.failed, { query: { cursor: pageParam } }, { signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor ?? undefined,
  staleTime: 0,
  refetchInterval: LOOK_MS,
});

/** What a failed job was given. */
export const jobPayloadQuery = (jobId: string) =>
  queryOptions({
    queryKey: ["jobs", "payload", jobId],
    queryFn: ({ signal }) => call(jobEndpoints.payload, { params: { jobId } }, { signal }),
  });

const fetchAgain = () => queryClient.invalidateQueries({ queryKey: failedJobsQuery.queryKey });
export const retryJob = (jobId: string) => thenFetched(call(jobEndpoints.retry, { params: { jobId } }), fetchAgain);
export const retryAllJobs = () => thenFetched(call(jobEndpoints.retryAll), fetchAgain);
export const discardJob = (jobId: string) => thenFetched(call(jobEndpoints.discard, { params: { jobId } }), fetchAgain);
