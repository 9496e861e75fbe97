import { CALLBACK_TABLE, type Callback, type CallbackEvent, type CallbackState, callbackEvents, next } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, type SqlTx, sqlTransaction } from "../../../platform/db/transaction.ts";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { flowOf } from "../setup/setup.ts";
import { reaches, type Story, storyOf } from "../work/on-ticket.ts";
import { type TicketFacts, waitsFor } from "../work/ticket.policy.ts";
import { lockTicket } from "../work/ticket.repo.ts";
import { type CallbackChange, type CallbackRecord, changeCallback, findCallback, lockCallback } from "./callbacks.repo.ts";
import { loadCallback } from "./callbacks.ts";

/** How far ahead a call may be promised. */
const YEAR_MS = 366 * 86_400_000;

export function mustBeAhead(dueAt: Date, at: Date): void {
  const ahead = dueAt.getTime() - at.getTime();
  if (ahead <= 0 || ahead > YEAR_MS) throw new AppError("callbacks.time_invalid", { fields: { dueAt: "not ahead" } });
}

/** Whether the person may change a callback: of a ticket that is theirs or waits for them, of their groups, or any. */
function mayChange(actor: Actor, ticket: TicketFacts): boolean {
  const scope = scopeOf(actor, "callbacks.work");
  if (scope === undefined) return false;
  if (scope === "all" || ticket.handlerId === actor.personId || waitsFor(actor, ticket)) return true;
  return scope === "group" && ticket.groupId !== null && actor.groupIds.includes(ticket.groupId);
}

/** The frame of a command on a callback: its ticket is locked first, then the callback, which must be as the page saw it. */
export async function onCallback(
  ctx: AppContext,
  actor: Actor,
  callbackId: string,
  version: number,
  work: (story: Story, callback: CallbackRecord) => Promise<unknown>,
): Promise<Callback> {
  try {
    await sqlTransaction(ctx.db, actor, ctx.clock(), async (tx) => {
      const known = await findCallback(tx.rows, callbackId);
      const ticket = known && (await lockTicket(tx, known.ticketId));
      if (!known || !ticket || !(await reaches(tx, actor, ticket))) throw new AppError("callbacks.not_found");
      const callback = await lockCallback(tx, callbackId);
      if (callback?.version !== version || callback.ticketId !== ticket.id) throw new AppError("callbacks.changed");
      if (!mayChange(actor, ticket)) throw new AppError("tickets.not_allowed");
      await work(storyOf(tx, actor, ticket, await flowOf(ctx, ticket.typeId, ticket.flowVersion)), callback);
    });
  } catch (error) {
    if (error instanceof RaceLost) throw new AppError("callbacks.changed");
    throw error;
  }
  return loadCallback(ctx, callbackId);
}

const EVENTS = { move: callbackEvents.moved, finish: callbackEvents.done, cancel: callbackEvents.cancelled } as const;

/** Takes a callback along its table, with its event. */
export async function transition(tx: SqlTx, callback: CallbackRecord, event: CallbackEvent, change: CallbackChange = {}): Promise<void> {
  const state = next(CALLBACK_TABLE, callback.state as CallbackState, event);
  if (!state) throw new RaceLost("the callback has ended");
  await changeCallback(tx, callback, { state, ...change });
  tellOf(tx, EVENTS[event], callback);
}

/** Records what happened to a callback, for the lists in which it was and is. */
export function tellOf(
  tx: SqlTx,
  event: (typeof callbackEvents)[keyof typeof callbackEvents],
  ...places: Pick<CallbackRecord, "id" | "ticketId" | "personId" | "groupId">[]
): void {
  const [{ id = "", ticketId = "" } = {}] = places;
  const personIds = [...new Set(places.flatMap(({ personId }) => personId ?? []))];
  const groupIds = [...new Set(places.flatMap(({ personId, groupId }) => (personId === null ? (groupId ?? []) : [])))];
  tx.record(event, { entityId: id, data: { ticketId, personIds, groupIds } });
}
