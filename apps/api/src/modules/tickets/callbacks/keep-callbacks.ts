import { callbackEvents, type EventData, ticketEvents } from "@cloverdesk/contracts";
import { nodeOf } from "@cloverdesk/rules/ticket-flow";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { flowOf } from "../setup/setup.ts";
import { storyOf } from "../work/on-ticket.ts";
import { lockTicket, type TicketRecord } from "../work/ticket.repo.ts";
import { type CallbackRecord, changeCallback, isOpenElsewhere, lockOpenOf, withOpenCallback } from "./callbacks.repo.ts";
import { tellOf, transition } from "./on-callback.ts";

const { claimed, transferred, moved, escalated, migrated, finished, merged, skipped, callback_made: made } = ticketEvents;
const MOVES = new Set(["handler", "group", "state", "node", "merged_into"]);
const isMove = ({ changes }: EventData<typeof moved>): boolean => changes.some(({ code }) => MOVES.has(code));

/**
 * Callbacks follow their ticket: whoever has it has its callbacks. They are cancelled when it is closed, or stands where calling out is not allowed.
 */
export function subscribeCallbacks(ctx: AppContext): void {
  ctx.subscribers.onTogether(
    { claimed, transferred, moved, escalated, migrated, finished, merged, skipped, made },
    "tickets.keep-callbacks",
    {
      when: isMove,
      async handle(_ctx, tx, events) {
        for (const id of await withOpenCallback(tx, [...new Set(events.map(({ entityId }) => entityId))])) await keepCallbacks(ctx, tx, id);
      },
    },
  );
}

async function keepCallbacks(ctx: AppContext, tx: SqlTx, ticketId: string): Promise<void> {
  if (!(await lockTicket(tx, ticketId))) return;
  for (const callback of await lockOpenOf(tx, ticketId)) {
    // Each may write the ticket's track.
    const ticket = await lockTicket(tx, ticketId);
    if (ticket) await follow(ctx, tx, ticket, callback);
  }
}

async function follow(ctx: AppContext, tx: SqlTx, ticket: TicketRecord, callback: CallbackRecord): Promise<void> {
  const { handlerId: personId, groupId } = ticket;
  const flow = await flowOf(ctx, ticket.typeId, ticket.flowVersion);
  const isCalled = ticket.state === "open" && nodeOf(flow, ticket.node)?.callOut === true;
  const isDouble = isCalled && callback.groupId !== groupId && (await isOpenElsewhere(tx, callback, groupId));
  if (!isCalled || isDouble) {
    await transition(tx, callback, "cancel");
    const changes = [{ code: "callback_at", before: callback.dueAt.toISOString(), after: null }];
    await storyOf(tx, null, ticket, flow).write("callback_cancelled", {}, { changes });
    return;
  }
  if (callback.personId === personId && callback.groupId === groupId) return;
  await changeCallback(tx, callback, { personId, groupId });
  tellOf(tx, callbackEvents.handedOver, callback, { ...callback, personId, groupId });
}
