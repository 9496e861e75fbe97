import { type AskableState, agentEndpoints, type MyAgent } from "@cloverdesk/contracts";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { call, queryClient } from "../../../shared/api/index.ts";
import { tabId } from "../../../shared/realtime/index.ts";
import { useCan } from "../../identity/index.ts";

export const mineQuery = queryOptions({
  queryKey: ["agents", "mine"],
  queryFn: ({ signal }) => call(agentEndpoints.mine, {}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
  meta: { live: true },
});

export const whyQuery = queryOptions({
  queryKey: ["agents", "why"],
  queryFn: ({ signal }) => call(agentEndpoints.whyNoCalls, {}, { signal }),
  staleTime: 0,
});

/** Nothing for those without a presence: the server would refuse them. */
const useMine = () => useQuery({ ...mineQuery, enabled: useCan("presence.use") }).data;

/** My presence, undefined while it loads. */
export const useMyAgent = (): MyAgent | undefined => useMine()?.agent;
export const useAgentSettings = () => useMine()?.settings;

/** Shows a newer presence; what is older than the one at hand is dropped. Where nothing is at hand, because it could not be fetched, that is asked for again. */
export function keepAgent(agent: MyAgent): void {
  if (!queryClient.getQueryData(mineQuery.queryKey)) return void queryClient.invalidateQueries({ queryKey: mineQuery.queryKey });
  queryClient.setQueryData(mineQuery.queryKey, (old) => (old && old.agent.version <= agent.version ? { ...old, agent } : old));
}

export async function askState(state: AskableState, breakReason?: string): Promise<void> {
  keepAgent(await call(agentEndpoints.ask, { body: { tabId: tabId(), state, breakReason } }));
}

export async function continueWork(): Promise<void> {
  keepAgent(await call(agentEndpoints.continueWork));
}

/** Makes this tab the one that rings and talks. */
export async function takeAudio(): Promise<void> {
  keepAgent(await call(agentEndpoints.takeAudio, { body: { tabId: tabId() } }));
}
