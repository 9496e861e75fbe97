import { type TicketMark, ticketMarkEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction, transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { notify } from "../../notifications/index.ts";
import { presentMark } from "../search/row.presenter.ts";
import { findTicket } from "../work/ticket.repo.ts";
import { mustReach } from "../work/ticket.ts";
import { findMark, lockMark, type MarkRecord, takeReminders, writeMark } from "./marks.repo.ts";

/** A person's own flag and reminder. It changes nothing for others, so it is no event of the ticket. */
export const markTicket = (ctx: AppContext, actor: Actor, ticketId: string, mark: TicketMark): Promise<TicketMark | null> =>
  changeMark(ctx, actor, ticketId, () => ({ ...mark, remindAt: mark.remindAt === null ? null : new Date(mark.remindAt) }));

/** Only the flag; a reminder stays, unless it has just fired. */
export async function flagTicket(ctx: AppContext, actor: Actor, ticketId: string, flag: TicketMark["flag"]): Promise<void> {
  await changeMark(ctx, actor, ticketId, (before) => ({ remindAt: null, remindText: "", ...before, flag }));
}

/** A mark can be taken off a ticket that is out of reach now. */
async function changeMark(
  ctx: AppContext,
  actor: Actor,
  ticketId: string,
  markOf: (before: MarkRecord | null) => MarkRecord,
): Promise<TicketMark | null> {
  await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const before = await lockMark(tx, actor.personId, ticketId);
    const mark = markOf(before);
    if (before === null || mark.flag !== null || mark.remindAt !== null) await mustReach(ctx, actor, ticketId);
    const ticket = await findTicket(tx.rows, ticketId);
    if (!ticket) throw new AppError("tickets.not_found");
    await writeMark(tx, ticket, actor.personId, mark);
    tx.record(ticketMarkEvents.changed, { entityId: ticketId, data: { personId: actor.personId } });
  });
  return presentMark(await findMark(ctx.db.prisma, actor.personId, ticketId));
}

const AT_ONCE = 200;

/** Fires the reminders whose time has come: each once, by whichever process takes it, also after all of them were down. */
export async function fireReminders(ctx: AppContext): Promise<void> {
  await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
    const due = await takeReminders(tx, AT_ONCE);
    if (due.length === 0) return;
    await notify(
      tx,
      due.map(({ personId, ticketId, no, title, remindText }) => ({
        kind: "ticket_reminder",
        personIds: [personId],
        ticket: { id: ticketId, no, title },
        byId: null,
        text: remindText,
      })),
    );
    for (const { personId, ticketId } of due) tx.record(ticketMarkEvents.changed, { entityId: ticketId, data: { personId } });
  });
}
