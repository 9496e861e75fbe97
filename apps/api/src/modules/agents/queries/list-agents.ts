import { type agentRow, type Scope, scope as scopes } from "@cloverdesk/contracts";
import type { z } from "zod";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";
import { memberships } from "../../groups/index.ts";
import { displayNames } from "../../identity/index.ts";
import { reaches } from "../agents.policy.ts";
import { presentAgent } from "../agents.presenter.ts";
import { insertAgents, readAgents } from "../agents.repo.ts";

type AgentLine = z.infer<typeof agentRow>;

/** Everybody in scope who belongs to a skill group, on duty or not, by name. */
export async function listAgents(ctx: AppContext, actor: Actor): Promise<AgentLine[]> {
  const scope: Scope = scopeOf(actor, "agents.read") ?? scopes.enum.own;
  const groups = await memberships(ctx.db.prisma, scope === "group" ? actor.groupIds : null);
  const personIds = scope === "own" ? [actor.personId] : [...groups.keys()];
  const lines = await agentLines(ctx, actor, personIds, groups);
  return lines.sort((a, b) => a.person.name.localeCompare(b.person.name, "zh") || a.person.id.localeCompare(b.person.id));
}

/** One agent as this actor sees them. */
export async function agentLine(ctx: AppContext, actor: Actor, personId: string): Promise<AgentLine | undefined> {
  const [line] = await agentLines(ctx, actor, [personId], await memberships(ctx.db.prisma, null));
  return line;
}

async function agentLines(ctx: AppContext, actor: Actor, personIds: string[], groups: Map<string, string[]>): Promise<AgentLine[]> {
  const names = await displayNames(ctx.db.prisma, personIds);
  await insertAgents(ctx.db.prisma, [...names.keys()], ctx.clock());
  const rows = await readAgents(ctx.db.prisma, [...names.keys()]);
  return rows.map((row) => {
    const skillGroupIds = groups.get(row.personId) ?? [];
    const force = reaches(scopeOf(actor, "agents.force"), actor, { id: row.personId, groupIds: skillGroupIds });
    return presentAgent(row, { name: names.get(row.personId) ?? "", skillGroupIds }, { force });
  });
}
