import { callEndpoints } from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { call, queryClient } from "../../../shared/api/index.ts";

/** My day on the telephone. Told of by calls that end; asked for again now and then, because a day ends without an event. */
export const todayQuery = queryOptions({
  queryKey: ["calls", "today"],
  queryFn: ({ signal }) => call(callEndpoints.today, {}, { signal }),
  staleTime: 30_000,
  refetchInterval: 300_000,
  meta: { live: true },
});

export const todayChanged = () => void queryClient.invalidateQueries({ queryKey: todayQuery.queryKey });
