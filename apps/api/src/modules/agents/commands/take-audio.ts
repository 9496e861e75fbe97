import { agentEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type SqlTx, sqlTransaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { type AgentPatch, type AgentRow, patchAgent } from "../agents.repo.ts";
import { findConnection, type LiveConnection } from "../connections.repo.ts";
import { ensureAgent } from "./ensure-agent.ts";

/** Makes this page the one that rings and talks, also in the middle of a call. */
export async function takeAudio(ctx: AppContext, actor: Actor, tabId: string): Promise<AgentRow> {
  return sqlTransaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const row = await ensureAgent(tx, actor.personId);
    if (row.state === "off_duty") throw new AppError("agents.transition_refused");
    const page = await findConnection(tx.rows, row.personId, tabId, tx.at);
    if (!page) throw new AppError("agents.not_connected");
    return page.id === row.connectionId ? row : moveAudio(tx, row, page);
  });
}

/** What an agent row says when the sound is at this page. */
export const audioAt = (page: LiveConnection) =>
  ({
    audioTab: page.tabId,
    connectionId: page.id,
    connected: true,
    leaseUntil: page.leaseUntil,
    goneAt: null,
    graceEndsAt: null,
  }) satisfies AgentPatch;

/** Moves the sound to this page; for an agent whose page was gone that is their coming back. */
export async function moveAudio(tx: SqlTx, row: AgentRow, page: LiveConnection): Promise<AgentRow> {
  const moved = await patchAgent(tx.rows, row.personId, audioAt(page));
  const data = { state: row.state, callId: row.callId, tabId: page.tabId, formerTab: row.audioTab };
  tx.record(row.connected ? agentEvents.audioMoved : agentEvents.pageBack, { entityId: row.personId, data });
  return moved ?? row;
}
