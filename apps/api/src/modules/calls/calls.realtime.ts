import { callEvents, callPushes, type RecordedIn } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { type Push, personRoom, push } from "../../platform/realtime/realtime.ts";
import { agentsOf } from "./contact.repo.ts";
import { loadContacts } from "./queries/contacts.ts";
import { readSummary } from "./queries/summary.ts";

/** `call.*` → the page of the agent whose call it is; who lost the call is told that it went. Contacts are read fresh, once per batch and agent. */
export function routeCalls(ctx: AppContext): void {
  ctx.realtime.route(callEvents, async (events) => [
    ...removals(ctx, events),
    ...(await changes(ctx, events)),
    ...(await summaries(ctx, events)),
  ]);
}

type CallEvent = RecordedIn<typeof callEvents>;

const idsOf = (events: CallEvent[]): string[] => [...new Set(events.map((event) => event.entityId))];

async function changes(ctx: AppContext, events: CallEvent[]): Promise<Push[]> {
  const byAgent = new Map<string, string[]>();
  for (const { id, agentId } of await agentsOf(ctx.db.prisma, idsOf(events)))
    if (ctx.realtime.hasListeners(personRoom(agentId))) byAgent.set(agentId, [...(byAgent.get(agentId) ?? []), id]);
  const pushes = await Promise.all(
    [...byAgent].map(async ([agentId, ids]) =>
      (await loadContacts(ctx, ids, agentId)).map((contact) => push(personRoom(agentId), callPushes.changed, contact)),
    ),
  );
  return pushes.flat();
}

function removals(ctx: AppContext, events: CallEvent[]): Push[] {
  return events.flatMap(({ entityId, data }) => {
    const former = "formerAgentId" in data ? data.formerAgentId : null;
    if (!former || !ctx.realtime.hasListeners(personRoom(former))) return [];
    return [push(personRoom(former), callPushes.removed, { id: entityId })];
  });
}

async function summaries(ctx: AppContext, events: CallEvent[]): Promise<Push[]> {
  const writings = events.filter(
    ({ name, actorId }) =>
      (name === "call.summary_drafted" || name === "call.summary_saved") && actorId && ctx.realtime.hasListeners(personRoom(actorId)),
  );
  const latest = new Map(writings.map((event) => [event.entityId, event.actorId as string]));
  return Promise.all(
    [...latest].map(async ([callId, personId]) =>
      push(personRoom(personId), callPushes.summaryChanged, await readSummary(ctx.db.prisma, callId)),
    ),
  );
}
