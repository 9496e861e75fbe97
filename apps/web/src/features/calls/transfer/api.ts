import { type CallTransferTarget, callEndpoints } from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { call, queryClient } from "../../../shared/api/index.ts";
import { keepContact } from "../api/workbench.ts";

const LIVE_MS = 2_000;

/** Colleagues, groups, and whether outside numbers may be chosen. Fetched again while the panel is open: presence and queues change by themselves. */
export const targetsQuery = queryOptions({
  queryKey: ["calls", "transfer-targets"],
  queryFn: ({ signal }) => call(callEndpoints.transferTargets, {}, { signal }),
  staleTime: 0,
  gcTime: 0,
  refetchInterval: LIVE_MS,
});

export const transfer = async (callId: string, to: CallTransferTarget, note: string): Promise<void> =>
  keepContact(await call(callEndpoints.transfer, { params: { callId }, body: { to, note } }));

const givenKey = (callId: string) => ["calls", "given-summaries", callId] as const;

/** What those wrote who transferred the call before. */
export const givenQuery = (callId: string) =>
  queryOptions({
    queryKey: givenKey(callId),
    queryFn: async ({ signal }) => (await call(callEndpoints.givenSummaries, { params: { callId } }, { signal })).items,
  });

/** The giver may still be writing: each news of the call may be news of that. */
export const givenMayHaveChanged = (callId: string): void => void queryClient.invalidateQueries({ queryKey: givenKey(callId) });
