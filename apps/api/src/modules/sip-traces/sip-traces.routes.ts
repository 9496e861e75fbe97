import { sipTraceEndpoints as e } from "@cloverdesk/contracts";
import type { Response } from "express";
import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { pcapOf } from "./pcap.ts";
import { linesOfTrace, linesOfTrunk, traceOfCall, traceOfTrunk } from "./queries.ts";

export function mountSipTraces(ctx: AppContext, mount: Mount): void {
  mount(e.ofCall, ({ actor, params }) => traceOfCall(ctx, actor, params.callId));
  mount(e.fileOfCall, async ({ actor, params, res }) => send(res, params.callId, pcapOf(await linesOfTrace(ctx, actor, params.callId))));
  mount(e.ofTrunk, ({ actor, params }) => traceOfTrunk(ctx, actor, params.trunkId));
  mount(e.fileOfTrunk, async ({ actor, params, res }) => send(res, params.trunkId, pcapOf(await linesOfTrunk(ctx, actor, params.trunkId))));
}

function send(res: Response, name: string, file: Buffer): void {
  res.attachment(`${name}.pcap`);
  res.type("application/vnd.tcpdump.pcap").setHeader("Cache-Control", "private, no-store");
  res.end(file);
}
