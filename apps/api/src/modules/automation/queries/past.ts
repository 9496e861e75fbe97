import {
  callEvents,
  type RecordedEvent,
  type RecordedIn,
  type RuleDraft,
  type RulePast,
  TIMED_MOST,
  ticketEvents,
} from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { savedResult } from "../../calls/index.ts";
import { filterHolds, lastCallResults, type MemoryGround, memoryGround, ticketsAsOf, ticketsOfCalls } from "../../tickets/index.ts";
import { eventsBefore } from "../past-events.repo.ts";
import { countToTouch, isTimed, ticketsToTouch } from "../timed.repo.ts";
import { type Happening, happened, isMet } from "../triggers.ts";
import { mustBeUsable } from "../usable.ts";

const DAY_MS = 86_400_000;
const DAYS = 30;
const SHOWN = 100;
/** Events read at once, the most of them, and the longest time for all, ms. */
const PAGE = 500;
const EVENTS_MOST = 20_000;
const TIME_MOST = 3_000;

/** For which tickets a rule would have acted; where time is the trigger, which ones it would touch at its next look. */
export async function pastOfRule(ctx: AppContext, draft: RuleDraft): Promise<RulePast> {
  await mustBeUsable(ctx, draft);
  const ground = await memoryGround(ctx, "");
  return isTimed(draft.trigger) ? nextLook(ctx, draft, ground) : lastDays(ctx, draft, ground);
}

async function nextLook(ctx: AppContext, { trigger, conditions }: RuleDraft, ground: MemoryGround): Promise<RulePast> {
  if (!isTimed(trigger)) throw new Error("no trigger of time");
  const asked = { ruleId: null, trigger, conditions };
  const [count, tickets] = await Promise.all([
    countToTouch(ctx.db.prisma, asked, ground, TIMED_MOST * 10),
    ticketsToTouch(ctx.db.prisma, asked, ground, SHOWN),
  ]);
  const at = ground.now.toISOString();
  return {
    looked: null,
    count,
    since: null,
    items: tickets.map(({ id, no, title }) => ({ at, ticket: { id, number: Number(no), title } })),
  };
}

async function lastDays(ctx: AppContext, draft: RuleDraft, ground: MemoryGround): Promise<RulePast> {
  const from = new Date(ground.now.getTime() - DAYS * DAY_MS);
  const until = performance.now() + TIME_MOST;
  const past: RulePast = { looked: 0, count: 0, since: null, items: [] };
  let read = 0;
  for (let before: bigint | null = null; ; ) {
    const events: RecordedEvent[] = await eventsBefore(ctx.db.prisma, namesFor(draft), from, before, PAGE);
    const last = events.at(-1);
    await look(ctx, draft, ground, events, past);
    read += events.length;
    if (!last || events.length < PAGE) return past;
    if (read >= EVENTS_MOST || performance.now() > until) return { ...past, since: last.at.toISOString() };
    before = last.seq;
  }
}

async function look(ctx: AppContext, draft: RuleDraft, ground: MemoryGround, events: RecordedEvent[], past: RulePast): Promise<void> {
  const met = (await happeningsOf(ctx, events)).filter(({ happening }) => isMet(draft, happening));
  const then = await ticketsAsOf(
    ctx.db.prisma,
    met.map(({ seq, happening: { ticketId, at } }) => ({ seq, ticketId, at })),
  );
  for (const [i, { happening }] of met.entries()) {
    const found = then[i];
    if (!found || !isMet(draft, happening, found.ticket.typeId)) continue;
    past.looked = (past.looked ?? 0) + 1;
    if (!filterHolds(draft.conditions, found, { ...ground, now: happening.at })) continue;
    past.count++;
    const { id, no, title } = found.ticket;
    if (past.items.length < SHOWN) past.items.push({ at: happening.at.toISOString(), ticket: { id, number: Number(no), title } });
  }
}

/** Names of the events among which the trigger finds its own. */
function namesFor({ trigger: { on } }: RuleDraft): string[] {
  if (on === "created" || on === "imported") return [ticketEvents[on].name];
  if (on === "called") return [callEvents.ended.name];
  if (on === "summarized") return [callEvents.summarySaved.name];
  const { moved, escalated, migrated, finished, reopened, edited, claimed, transferred } = ticketEvents;
  return [moved, escalated, migrated, finished, reopened, ...(on === "changed" ? [edited, claimed, transferred] : [])].map(
    ({ name }) => name,
  );
}

interface Past {
  seq: bigint;
  happening: Happening;
}

async function happeningsOf(ctx: AppContext, events: RecordedEvent[]): Promise<Past[]> {
  const reader = ctx.db.prisma;
  const all = events.map(async ({ seq, ...event }): Promise<Past[]> => {
    if (event.entity === "ticket") return [{ seq, happening: happened({ seq, ...event } as RecordedIn<typeof ticketEvents>) }];
    const ticketIds = await ticketsOfCalls(reader, [event.entityId]);
    if (ticketIds.length === 0) return [];
    const what = { at: event.at, by: event.actorId ? ("person" as const) : ("product" as const), cause: `event ${seq}`, depth: 0 };
    if (event.name === callEvents.ended.name) {
      const results = await lastCallResults(reader, ticketIds, event.entityId, 20);
      return [...results].map(([ticketId, each]) => ({ seq, happening: { kind: "called", ticketId, results: each, ...what } }));
    }
    const result = await savedResult(reader, String((event.data as { partId?: string }).partId));
    return result === null ? [] : ticketIds.map((ticketId) => ({ seq, happening: { kind: "summarized", ticketId, result, ...what } }));
  });
  return (await Promise.all(all)).flat();
}
