import { routingPushes } from "@cloverdesk/contracts";
import { askAgainIfUnderWay } from "../../shared/api/index.ts";
import { onPush } from "../../shared/realtime/index.ts";
import { keepCount, queuesQuery } from "./api/queues.ts";

/** Keeps the counts of waiting callers in step with the server. Returns how to stop. */
export function followQueues(): () => void {
  return onPush(routingPushes.waiting, (count) => {
    keepCount(count);
    askAgainIfUnderWay(queuesQuery.queryKey);
  });
}
