import { sipTraceEndpoints as e, hotlineEndpoints } from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { saveAs } from "../../shared/api/bytes.ts";
import { call } from "../../shared/api/index.ts";

export const callTraceQuery = (callId: string) =>
  queryOptions({
    queryKey: ["sip-traces", "call", callId],
    queryFn: ({ signal }) => call(e.ofCall, { params: { callId } }, { signal }),
    // A call that goes on says more; and each look is audited, so nobody looks by coming back to the window.
    staleTime: 0,
    retry: false,
  });

export const trunkTraceQuery = (trunkId: string) =>
  queryOptions({
    queryKey: ["sip-traces", "trunk", trunkId],
    queryFn: ({ signal }) => call(e.ofTrunk, { params: { trunkId } }, { signal }),
    staleTime: 0,
    retry: false,
  });

export const trunksQuery = queryOptions({
  queryKey: ["trunks"],
  queryFn: ({ signal }) => call(hotlineEndpoints.trunks, {}, { signal }),
});

export const saveCallTrace = (callId: string) => saveAs(e.fileOfCall, { params: { callId } }, `${callId}.pcap`);
export const saveTrunkTrace = (trunkId: string, name: string) => saveAs(e.fileOfTrunk, { params: { trunkId } }, `${name}.pcap`);
