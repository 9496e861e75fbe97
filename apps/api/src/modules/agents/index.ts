import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { routeAgents } from "./agents.realtime.ts";
import { mountAgents } from "./agents.routes.ts";
import { endOverdueWrapUps } from "./commands/end-wrap-up.ts";
import { keepPresence } from "./presence.ts";

export { presentMyAgent } from "./agents.presenter.ts";
export type { AgentRow } from "./agents.repo.ts";
export {
  agentCallEnded,
  agentDialFailed,
  agentDialing,
  agentPageLost,
  agentTookOver,
  agentVoiceLost,
  summarySaved,
} from "./commands/call.ts";
export { ensureAgent } from "./commands/ensure-agent.ts";
export { agentAnswered, agentOfferEnded, agentReturnWithdrawn, offerToAgent, returnToAgent } from "./commands/offer.ts";
export { getAgent } from "./queries/my-agent.ts";

/** Presence and the agents' state machine (C1, C2, C4, C5). */
export function registerAgents(ctx: AppContext, mount: Mount): void {
  mountAgents(ctx, mount, keepPresence(ctx));
  routeAgents(ctx);
  ctx.sweeper.add("wrap-up limits", () => endOverdueWrapUps(ctx));
}
