import { agentPushes } from "@cloverdesk/contracts";
import { queryClient } from "../../shared/api/index.ts";
import { onPush } from "../../shared/realtime/index.ts";
import { keepAgent, mineQuery } from "./api/agents.ts";

/** Keeps my presence in step with the server. Returns how to stop. */
export function followAgent(): () => void {
  return onPush(agentPushes.changed, (agent) => {
    keepAgent(agent);
    // An answer already on its way may be older than this push: ask again.
    if (queryClient.isFetching({ queryKey: mineQuery.queryKey })) void queryClient.invalidateQueries({ queryKey: mineQuery.queryKey });
  });
}
