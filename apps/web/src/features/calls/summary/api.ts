import { callEndpoints, type Summary, type SummaryFields } from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { call } from "../../../shared/api/index.ts";

export const summaryKey = (callId: string) => ["calls", "summary", callId] as const;

export const summaryQuery = (callId: string) =>
  queryOptions<Summary>({
    queryKey: summaryKey(callId),
    queryFn: ({ signal }) => call(callEndpoints.summary, { params: { callId } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    meta: { live: true },
  });

interface Version {
  version: number;
  fields: SummaryFields;
}

export const putDraft = (callId: string, body: Version, keepalive = false): Promise<Summary> =>
  call(callEndpoints.draftSummary, { params: { callId }, body }, { keepalive });

export const saveSummary = (callId: string, body: Version): Promise<Summary> =>
  call(callEndpoints.saveSummary, { params: { callId }, body });
