import { agentSettings, type MyAgent } from "@cloverdesk/contracts";
import type { z } from "zod";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlReader } from "../../../platform/db/client.ts";
import { sqlTransaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { grantsOf } from "../../identity/index.ts";
import { settingsOf } from "../../settings/index.ts";
import { presentMyAgent } from "../agents.presenter.ts";
import { type AgentRow, readAgents } from "../agents.repo.ts";
import { ensureAgent } from "../commands/ensure-agent.ts";

/** The agent as they stand, or null for a person who never was one. */
export async function getAgent(reader: SqlReader, personId: string): Promise<AgentRow | null> {
  const [row] = await readAgents(reader, [personId]);
  return row ?? null;
}

/** The signed-in person's presence and the settings that govern it. */
export async function readMine(ctx: AppContext, actor: Actor): Promise<{ agent: MyAgent; settings: z.infer<typeof agentSettings> }> {
  const row =
    (await getAgent(ctx.db.prisma, actor.personId)) ??
    (await sqlTransaction(ctx.db, actor, ctx.clock(), (tx) => ensureAgent(tx, actor.personId)));
  const settings = await settingsOf(ctx);
  return {
    agent: presentMyAgent(row, { grants: actor.grants, summaryRequired: settings.summaryRequired }),
    settings: agentSettings.parse(settings),
  };
}

/** Presences as they stand now, of those among these people who are agents: for pushes. */
export async function readPresences(ctx: AppContext, personIds: string[]): Promise<MyAgent[]> {
  const [rows, grants, { summaryRequired }] = await Promise.all([
    readAgents(ctx.db.prisma, personIds),
    grantsOf(ctx.db.prisma, personIds),
    settingsOf(ctx),
  ]);
  return rows.map((row) => presentMyAgent(row, { grants: grants.get(row.personId) ?? {}, summaryRequired }));
}
