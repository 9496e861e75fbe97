import { agentEndpoints, type MyAgent } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import type { Actor } from "../../platform/http/actor.ts";
import { AppError } from "../../platform/http/app-error.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { settingsOf } from "../settings/index.ts";
import { presentMyAgent } from "./agents.presenter.ts";
import type { AgentRow } from "./agents.repo.ts";
import { askState } from "./commands/ask-state.ts";
import { continueWork } from "./commands/continue-work.ts";
import { forceState } from "./commands/force-state.ts";
import { takeAudio } from "./commands/take-audio.ts";
import type { Presence } from "./presence.ts";
import { agentLine, listAgents } from "./queries/list-agents.ts";
import { readMine } from "./queries/my-agent.ts";
import { explainNoCalls } from "./queries/why-no-calls.ts";

export function mountAgents(ctx: AppContext, mount: Mount, presence: Presence): void {
  const mine = async (actor: Actor, row: Promise<AgentRow>): Promise<MyAgent> => {
    const agent = await row;
    const { summaryRequired } = await settingsOf(ctx);
    return presentMyAgent(agent, { grants: actor.grants, summaryRequired });
  };
  mount(agentEndpoints.mine, ({ actor }) => readMine(ctx, actor));
  mount(agentEndpoints.ask, async ({ actor, body }) => {
    await presence.settled(actor.personId);
    return mine(actor, askState(ctx, actor, body));
  });
  mount(agentEndpoints.continueWork, ({ actor }) => mine(actor, continueWork(ctx, actor)));
  mount(agentEndpoints.takeAudio, async ({ actor, body }) => {
    await presence.settled(actor.personId);
    return mine(actor, takeAudio(ctx, actor, body.tabId));
  });
  mount(agentEndpoints.whyNoCalls, async ({ actor }) => ({ checks: await explainNoCalls(ctx, actor) }));
  mount(agentEndpoints.list, async ({ actor }) => ({ items: await listAgents(ctx, actor) }));
  mount(agentEndpoints.force, async ({ actor, params, body }) => {
    await forceState(ctx, actor, params.personId, body);
    const line = await agentLine(ctx, actor, params.personId);
    if (!line) throw new AppError("people.not_found");
    return line;
  });
}
