import type { TicketMention } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";
import type { TrackEntry, TrackPage } from "../../customers/index.ts";
import { presentRow, shownWith } from "../search/row.presenter.ts";
import { type RowRecord, rowsOf } from "../search/rows.repo.ts";
import { numbersOfCalls, ticketsOfCall, ticketsOfCustomer } from "./mentions.repo.ts";
import { mayRead } from "./ticket.policy.ts";
import { tiedAmong } from "./ticket.repo.ts";

/** Tickets by id as this reader may see them, in the order given. Who sees no tickets at all is told of none. */
async function mentions(ctx: AppContext, actor: Actor, ids: string[]): Promise<TicketMention[]> {
  if (ids.length === 0 || !scopeOf(actor, "tickets.read")) return [];
  const [{ rows, shown }, tied] = await Promise.all([
    shownWith(ctx, rowsOf(ctx.db.prisma, ids)),
    tiedAmong(ctx.db.prisma, ids, actor.personId),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id): TicketMention[] => {
    const row = byId.get(id);
    if (!row) return [];
    const { number, title, state, type, node, handler, createdAt } = presentRow(row, shown);
    const mayOpen = reads(actor, row, tied.has(id));
    return [{ id, number, title: mayOpen ? title : null, state, type, node, handler, createdAt, mayOpen }];
  });
}

const reads = (actor: Actor, row: RowRecord, tied: boolean): boolean => mayRead(actor, row, tied);

/** A call's tickets, newest first. */
export const ticketsOf = async (ctx: AppContext, actor: Actor, callId: string): Promise<TicketMention[]> =>
  mentions(ctx, actor, await ticketsOfCall(ctx.db.prisma, callId));

/** Numbers of the tickets of several calls, newest first; as in a mention, also of those that this reader may not open. */
export async function ticketNumbersOf(ctx: AppContext, actor: Actor, callIds: string[]): Promise<Map<string, number[]>> {
  const numbers = new Map<string, number[]>();
  if (callIds.length === 0 || !scopeOf(actor, "tickets.read")) return numbers;
  for (const { callId, number } of await numbersOfCalls(ctx.db.prisma, callIds))
    numbers.set(callId, [...(numbers.get(callId) ?? []), Number(number)]);
  return numbers;
}

/** A customer's tickets as entries of their service track, where they were made. */
export async function ticketTrackEntries(ctx: AppContext, page: TrackPage): Promise<TrackEntry[]> {
  const found = await mentions(ctx, page.actor, await ticketsOfCustomer(ctx.db.prisma, page));
  return found.map((ticket) => ({ kind: "ticket", at: ticket.createdAt, ...ticket }));
}
