import { agentEvents, agentPushes } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { personRoom, push } from "../../platform/realtime/realtime.ts";
import { readPresences } from "./queries/my-agent.ts";

/** Any change of an agent → their presence as it stands now, to their own pages. */
export function routeAgents(ctx: AppContext): void {
  ctx.realtime.route(agentEvents, async (events) => {
    const people = [...new Set(events.map((event) => event.entityId))].filter((id) => ctx.realtime.hasListeners(personRoom(id)));
    const presences = people.length > 0 ? await readPresences(ctx, people) : [];
    return presences.map((agent) => push(personRoom(agent.personId), agentPushes.changed, agent));
  });
}
