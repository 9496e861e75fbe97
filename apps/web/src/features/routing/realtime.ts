import { routingPushes } from "@cloverdesk/contracts";
import { queryClient } from "../../shared/api/index.ts";
import { onPush } from "../../shared/realtime/index.ts";
import { keepCount, queuesQuery } from "./api/queues.ts";

/** Keeps the counts of waiting callers in step with the server. Returns how to stop. */
export function followQueues(): () => void {
  return onPush(routingPushes.waiting, (count) => {
    keepCount(count);
    if (queryClient.isFetching({ queryKey: queuesQuery.queryKey })) void queryClient.invalidateQueries({ queryKey: queuesQuery.queryKey });
  });
}
