import {
  callbackEvents,
  callEvents,
  callPushes,
  customerPushes,
  type MyList,
  type RecordedIn,
  type TicketRow,
  ticketEvents,
  ticketPushes,
} from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { groupRoom, type Push, personRoom, push } from "../../../platform/realtime/realtime.ts";
import { viewersOf } from "../../calls/index.ts";
import { presentAt } from "../presence/presence.repo.ts";
import type { Count } from "../search/counts.realtime.ts";
import { sharedRows } from "../search/lists.ts";
import { actorsOf } from "./actors.ts";
import { ticketsBeside, ticketsOfCalls } from "./links.repo.ts";
import { inTouchWith } from "./mentions.repo.ts";
import { type TieRecord, tiesOf } from "./people.repo.ts";
import { mayRead } from "./ticket.policy.ts";
import { loadTicket } from "./ticket.ts";

/** `ticket.*` → pages that have the ticket open, lists it is in or was in, figures. Everything is read fresh, so the last push is the truth. */
export function routeWork(ctx: AppContext, count: Count): void {
  const { imported: _, ...others } = ticketEvents;
  ctx.realtime.route(others, async (events) => {
    const ids = idsOf(events);
    const ties = await tiesOf(ctx.db.prisma, ids);
    const groups = [...new Set(events.flatMap(({ data }) => [data.waitedIn, data.waitsIn]))].filter((id) => id !== null);
    count(
      ties.map((tie) => tie.personId),
      groups,
    );
    const heardTies = ties.filter((tie) => ctx.realtime.hasListeners(personRoom(tie.personId)));
    const heardGroups = groups.filter((id) => ctx.realtime.hasListeners(groupRoom(id)));
    const many = changedInSets(events);
    const oneByOne = ids.filter((id) => !many.has(id));
    // Nothing is loaded for nobody: another process may have those who listen.
    const rows = heardTies.length + heardGroups.length > 0 ? await sharedRows(ctx, oneByOne) : new Map<string, TicketRow>();
    return [
      ...(await open(ctx, [...ids, ...(await showing(ctx, events))])),
      ...(await rowPushes(ctx, rows, heardTies)),
      ...listPushes(events, many, heardTies, heardGroups),
      ...waitingPushes(events, rows, heardGroups),
      ...(await tracks(ctx, events)),
      ...(await links(ctx, events)),
    ];
  });
  ctx.realtime.route({ ended: callEvents.ended, recordingReady: callEvents.recordingReady }, async (events) =>
    open(ctx, await ticketsOfCalls(ctx.db.prisma, idsOf(events))),
  );
  // What else happens to a callback is written in the ticket's track.
  ctx.realtime.route({ handedOver: callbackEvents.handedOver }, (events) =>
    open(ctx, [...new Set(events.map(({ data }) => data.ticketId))]),
  );
}

type TicketEvent = RecordedIn<typeof ticketEvents>;

/** From so many tickets on, lists are asked for again instead of being told row by row. */
const MANY = 20;

/** Tickets that automatic tasks changed by the hundred. */
function changedInSets(events: TicketEvent[]): ReadonlySet<string> {
  const ids = new Set(events.filter(({ data }) => data.rule).map(({ entityId }) => entityId));
  return ids.size > MANY ? ids : new Set();
}

/** One push to each person and group that those tickets concern. A ticket may have gone from somebody's hands. */
function listPushes(events: TicketEvent[], many: ReadonlySet<string>, ties: TieRecord[], groups: string[]): Push[] {
  const lists = new Map<string, Set<MyList>>();
  for (const tie of ties)
    if (many.has(tie.ticketId)) lists.set(tie.personId, new Set([...(lists.get(tie.personId) ?? ["handling"]), ...listsOf(tie)]));
  const concerned = groups.filter((id) =>
    events.some(({ entityId, data }) => many.has(entityId) && (data.waitedIn === id || data.waitsIn === id)),
  );
  return [
    ...[...lists].map(([personId, changed]) => push(personRoom(personId), ticketPushes.listsChanged, { lists: [...changed] })),
    ...concerned.map((id) => push(groupRoom(id), ticketPushes.listsChanged, { lists: ["waiting" as const] })),
  ];
}

const idsOf = (events: { entityId: string }[]): string[] => [...new Set(events.map((event) => event.entityId))];
const waitingIn = (row: TicketRow): string | null => (row.state === "open" && row.handler === null ? (row.group?.id ?? null) : null);

/** The whole ticket to each page that has it open, with what that person may do. */
async function open(ctx: AppContext, ids: string[]): Promise<Push[]> {
  const present = await presentAt(ctx.db.prisma, ids, ctx.clock());
  const heard = present.filter(({ personId }) => ctx.realtime.hasListeners(personRoom(personId)));
  const actors = await actorsOf(ctx, [...new Set(heard.map(({ personId }) => personId))]);
  const pushes = heard.map(async ({ ticketId, personId }) => {
    const actor = actors.get(personId);
    if (!actor) return [];
    try {
      return [push(personRoom(personId), ticketPushes.changed, await loadTicket(ctx, actor, ticketId))];
    } catch (error) {
      // It went out of their reach: the next thing they do there says so.
      if (error instanceof AppError) return [];
      throw error;
    }
  });
  return (await Promise.all(pushes)).flat();
}

/** Open tickets show the titles and states of those above, below and beside them. */
const IN_REFS = new Set(["title", "state"]);

/** Tickets that show these ones, where what they show of them changed. */
async function showing(ctx: AppContext, events: TicketEvent[]): Promise<string[]> {
  const changed = events.filter(({ name, data }) => name === "ticket.created" || data.changes.some(({ code }) => IN_REFS.has(code)));
  const ids = idsOf(changed);
  if (ids.length === 0) return [];
  const known = new Set(idsOf(events));
  return (await ticketsBeside(ctx.db.prisma, ids)).filter((id) => !known.has(id));
}

/** A mark is no right: whoever is not tied to the ticket is told of it as long as they may read it, and then that it is gone from their list. */
async function rowPushes(ctx: AppContext, rows: Map<string, TicketRow>, ties: TieRecord[]): Promise<Push[]> {
  const marked = ties.filter((tie) => !tie.tied && !tie.handling);
  const actors = await actorsOf(ctx, [...new Set(marked.map(({ personId }) => personId))]);
  return ties.flatMap((tie) => {
    const { personId, ticketId } = tie;
    const row = rows.get(ticketId);
    if (!row) return [];
    const actor = marked.includes(tie) ? actors.get(personId) : null;
    if (actor && !mayRead(actor, factsOf(row), false))
      return [push(personRoom(personId), ticketPushes.markChanged, { ticketId, mark: null })];
    return [push(personRoom(personId), ticketPushes.rowChanged, { row, lists: listsOf(tie) })];
  });
}

const factsOf = ({ state, node, group, handler, creator, phone }: TicketRow) => ({
  state,
  node: node.code,
  groupId: group?.id ?? null,
  handlerId: handler?.id ?? null,
  creatorId: creator?.id ?? null,
  phone,
});

const LISTS = ["handling", "transferred", "finished", "copied", "created", "involved", "marked"] as const satisfies MyList[];
const listsOf = (tie: TieRecord): MyList[] => LISTS.filter((list) => tie[list]);

/** What of a ticket is shown in a service track. */
const IN_TRACK = new Set(["node", "handler", "state", "title", "customer"]);
const showsInTrack = ({ name, data }: TicketEvent): boolean =>
  name === "ticket.created" || data.changes.some(({ code }) => IN_TRACK.has(code));

/** The service track of the tickets' customers, to those in touch with them now and to whoever did it. */
async function tracks(ctx: AppContext, events: TicketEvent[]): Promise<Push[]> {
  const actors = new Map(events.filter(showsInTrack).map((event) => [event.entityId, event.actorId]));
  if (actors.size === 0) return [];
  const told = new Map<string, { personId: string; customerId: string }>();
  for (const { ticketId, customerId, personId: inTouch } of await inTouchWith(ctx.db.prisma, [...actors.keys()]))
    for (const personId of [inTouch, actors.get(ticketId)])
      if (personId && ctx.realtime.hasListeners(personRoom(personId))) told.set(`${personId} ${customerId}`, { personId, customerId });
  return [...told.values()].map(({ personId, customerId }) => push(personRoom(personId), customerPushes.trackChanged, { customerId }));
}

/** A call's record has a new ticket: to the people who have a part in the call, and to the person who linked them. */
async function links(ctx: AppContext, events: TicketEvent[]): Promise<Push[]> {
  const linked = events.flatMap(({ entityId: ticketId, actorId, data: { callId } }) => (callId ? [{ ticketId, actorId, callId }] : []));
  if (linked.length === 0) return [];
  const viewers = await viewersOf(
    ctx.db.prisma,
    linked.map(({ callId }) => callId),
  );
  return linked.flatMap(({ ticketId, actorId, callId }) =>
    [...new Set([actorId, ...viewers.filter((each) => each.callId === callId).map(({ personId }) => personId)])]
      .filter((id): id is string => typeof id === "string" && ctx.realtime.hasListeners(personRoom(id)))
      .map((id) => push(personRoom(id), callPushes.ticketLinked, { callId, ticketId })),
  );
}

/** Rows are read fresh: a group in which the ticket waited meanwhile is told that it waits there no longer. */
function waitingPushes(events: TicketEvent[], rows: Map<string, TicketRow>, heard: string[]): Push[] {
  return [...rows.values()].flatMap((row) => {
    const now = waitingIn(row);
    const mine = events.filter((event) => event.entityId === row.id);
    const concerned = heard.filter((id) => id === now || mine.some(({ data }) => data.waitedIn === id || data.waitsIn === id));
    return concerned.map((id) =>
      push(groupRoom(id), ticketPushes.waitingChanged, { skillGroupId: id, ticketId: row.id, row: id === now ? row : null }),
    );
  });
}
