import { callEvents, callPushes, isOfKind, type RecordedIn } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { type Push, personRoom, push } from "../../platform/realtime/realtime.ts";
import { viewersOf } from "./contact.repo.ts";
import { loadContacts } from "./queries/contacts.ts";
import { readSummary } from "./queries/summary.ts";

/**
 * `call.*` → the pages of the people who have a part in the call, each as they see it. The person at whom it rings no more gets its removal. Contacts
 * are read fresh, once per batch and person.
 */
export function routeCalls(ctx: AppContext): void {
  ctx.realtime.route(callEvents, async (events) => {
    const viewers = await viewersOf(ctx.db.prisma, idsOf(events));
    return [...removals(ctx, events, viewers), ...(await changes(ctx, viewers)), ...(await summaries(ctx, events))];
  });
}

type CallEvent = RecordedIn<typeof callEvents>;
type Viewer = Awaited<ReturnType<typeof viewersOf>>[number];

const idsOf = (events: CallEvent[]): string[] => [...new Set(events.map((event) => event.entityId))];

async function changes(ctx: AppContext, viewers: Viewer[]): Promise<Push[]> {
  const byPerson = new Map<string, string[]>();
  for (const { callId, personId } of viewers)
    if (ctx.realtime.hasListeners(personRoom(personId))) byPerson.set(personId, [...(byPerson.get(personId) ?? []), callId]);
  const pushes = await Promise.all(
    [...byPerson].map(async ([personId, ids]) =>
      (await loadContacts(ctx, ids, personId)).map((contact) => push(personRoom(personId), callPushes.changed, contact)),
    ),
  );
  return pushes.flat();
}

/** Takes the call from the pages of people at whom it no longer rings, except those who had a part in it before. */
function removals(ctx: AppContext, events: CallEvent[], viewers: Viewer[]): Push[] {
  return events.flatMap(({ entityId, data }) => {
    const former = "formerAgentId" in data ? data.formerAgentId : null;
    if (viewers.some(({ callId, personId }) => callId === entityId && personId === former)) return [];
    if (!former || !ctx.realtime.hasListeners(personRoom(former))) return [];
    return [push(personRoom(former), callPushes.removed, { id: entityId })];
  });
}

const isWriting = isOfKind(callEvents.summaryDrafted, callEvents.summarySaved, callEvents.summaryCorrected);

async function summaries(ctx: AppContext, events: CallEvent[]): Promise<Push[]> {
  const writings = events.filter(isWriting).filter(({ data }) => data.agentId && ctx.realtime.hasListeners(personRoom(data.agentId)));
  const latest = new Map(writings.map((event) => [event.data.partId, event]));
  return Promise.all(
    [...latest].map(async ([partId, { entityId, data }]) =>
      push(personRoom(data.agentId as string), callPushes.summaryChanged, await readSummary(ctx.db.prisma, entityId, partId)),
    ),
  );
}
