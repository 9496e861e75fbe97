import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { id } from "../kernel/shapes.ts";
import { sipTrace } from "./shapes.ts";

const permission = "signalling.read" as const;
const ofCall = z.object({ callId: id });
const ofTrunk = z.object({ trunkId: id });

export const sipTraceEndpoints = {
  ofCall: endpoint({
    id: "sipTraces.ofCall",
    method: "GET",
    path: "/api/calls/:callId/sip-trace",
    permission,
    summary: "What was said in SIP for a call in my reach, with full numbers, without secrets and pressed keys; every access is audited",
    params: ofCall,
    output: sipTrace,
    errors: ["calls.not_found", "sip_traces.none"],
  }),
  fileOfCall: endpoint({
    id: "sipTraces.fileOfCall",
    method: "GET",
    path: "/api/calls/:callId/sip-trace/file",
    permission,
    summary: "The same as a capture file (pcap, raw IP), each message as one UDP packet whatever carried it",
    params: ofCall,
    output: z.void(),
    binary: "application/vnd.tcpdump.pcap",
    errors: ["calls.not_found", "sip_traces.none"],
  }),
  ofTrunk: endpoint({
    id: "sipTraces.ofTrunk",
    method: "GET",
    path: "/api/trunks/:trunkId/sip-trace",
    permission,
    summary: "The latest messages with the addresses of a trunk, calls or not, at most 500",
    params: ofTrunk,
    output: sipTrace,
    errors: ["sip_traces.trunk_unknown"],
  }),
  fileOfTrunk: endpoint({
    id: "sipTraces.fileOfTrunk",
    method: "GET",
    path: "/api/trunks/:trunkId/sip-trace/file",
    permission,
    summary: "The same as a capture file",
    params: ofTrunk,
    output: z.void(),
    binary: "application/vnd.tcpdump.pcap",
    errors: ["sip_traces.trunk_unknown", "sip_traces.none"],
  }),
} as const;
