import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { SipTrace, TracedLine } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { transaction } from "../../platform/db/transaction.ts";
import { type Actor, scopeOf } from "../../platform/http/actor.ts";
import { AppError } from "../../platform/http/app-error.ts";
import { callInReach } from "../calls/index.ts";
import { listTrunks } from "../hotlines/index.ts";
import { recordAudit } from "../identity/index.ts";
import { linesOfCall, linesOfPeers } from "./trace-files.ts";

const OF_TRUNK_MOST = 500;

export async function traceOfCall(ctx: AppContext, actor: Actor, callId: string): Promise<SipTrace> {
  const lines = await linesOfTrace(ctx, actor, callId);
  return present(
    ctx,
    lines,
    lines.some(({ cut }) => cut),
  );
}

/** The lines of a call that the person may reach. A call out of reach is answered like one that does not exist. */
export async function linesOfTrace(ctx: AppContext, actor: Actor, callId: string): Promise<TracedLine[]> {
  const call = await callInReach(ctx, actor, "signalling.read", callId);
  const lines = await linesOfCall(ctx.env.SIP_TRACES_DIR, callId, call.startedAt);
  if (!lines || lines.length === 0) throw new AppError("sip_traces.none");
  await audit(ctx, actor, "call", callId);
  return lines;
}

export async function traceOfTrunk(ctx: AppContext, actor: Actor, trunkId: string): Promise<SipTrace> {
  const { lines, more } = await latestOfTrunk(ctx, actor, trunkId);
  return present(ctx, lines, more);
}

export async function linesOfTrunk(ctx: AppContext, actor: Actor, trunkId: string): Promise<TracedLine[]> {
  const { lines } = await latestOfTrunk(ctx, actor, trunkId);
  if (lines.length === 0) throw new AppError("sip_traces.none");
  return lines;
}

/** A trunk carries everybody's calls: seen by those who may see the signalling of all. */
async function latestOfTrunk(ctx: AppContext, actor: Actor, trunkId: string) {
  if (scopeOf(actor, "signalling.read") !== "all") throw new AppError("auth.forbidden");
  const trunk = (await listTrunks(ctx.db.prisma)).find(({ id }) => id === trunkId);
  if (!trunk) throw new AppError("sip_traces.trunk_unknown");
  const found = await linesOfPeers(ctx.env.SIP_TRACES_DIR, await addressesOf(trunk.host), OF_TRUNK_MOST);
  await audit(ctx, actor, "trunk", trunkId);
  return found;
}

async function audit(ctx: AppContext, actor: Actor, entity: "call" | "trunk", entityId: string): Promise<void> {
  await transaction(ctx.db, actor, ctx.clock(), (tx) => recordAudit(tx, actor, { verb: "signalling.read", entity, entityId }));
}

async function present(ctx: AppContext, lines: TracedLine[], cut: boolean): Promise<SipTrace> {
  const trunks: Record<string, string> = {};
  const named = (await listTrunks(ctx.db.prisma)).map(async ({ name, host }) =>
    (await addressesOf(host)).map((address) => [address, name] as const),
  );
  for (const [address, name] of (await Promise.all(named)).flat()) trunks[address] = name;
  return { items: lines.map(({ cut: _, ...line }) => line), cut, trunks };
}

/** A trunk's name leads where it leads now; one that leads nowhere has no addresses. */
async function addressesOf(host: string): Promise<string[]> {
  if (isIP(host)) return [host];
  return (await lookup(host, { all: true }).catch(() => [])).map(({ address }) => address);
}
