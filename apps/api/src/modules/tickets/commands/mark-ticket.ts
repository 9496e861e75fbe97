import type { TicketMark } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction, transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { findMark, takeReminders, writeMark } from "../marks.repo.ts";
import { tellPeople } from "../notices.ts";
import { mustReach } from "../queries/ticket.ts";
import { presentMark } from "../row.presenter.ts";
import { findTicket } from "../ticket.repo.ts";

/** A person's own flag and reminder. It changes nothing for others, so it is no event of the ticket. */
export async function markTicket(ctx: AppContext, actor: Actor, ticketId: string, mark: TicketMark): Promise<TicketMark | null> {
  await mustReach(ctx, actor, ticketId);
  await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const ticket = await findTicket(tx.rows, ticketId);
    if (!ticket) throw new AppError("tickets.not_found");
    await writeMark(tx, ticket, actor.personId, { ...mark, remindAt: mark.remindAt === null ? null : new Date(mark.remindAt) });
    tx.record({ name: "ticket_mark.changed", entity: "ticket_mark", entityId: ticketId, data: { personId: actor.personId } });
  });
  return presentMark(await findMark(ctx.db.prisma, actor.personId, ticketId));
}

/** Only the flag; a reminder stays. */
export async function flagTicket(ctx: AppContext, actor: Actor, ticketId: string, flag: TicketMark["flag"]): Promise<void> {
  const before = presentMark(await findMark(ctx.db.prisma, actor.personId, ticketId));
  await markTicket(ctx, actor, ticketId, { remindAt: null, remindText: "", ...before, flag });
}

const AT_ONCE = 200;

/** Fires the reminders whose time has come: each once, by whichever process takes it, also after all of them were down. */
export async function fireReminders(ctx: AppContext): Promise<void> {
  await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
    const due = await takeReminders(tx, AT_ONCE);
    if (due.length === 0) return;
    await tellPeople.of(ctx)(
      tx,
      due.map(({ personId, ticketId, remindText }) => ({
        kind: "ticket_reminder",
        personIds: [personId],
        ticketId,
        byId: null,
        text: remindText,
      })),
    );
    for (const { personId, ticketId } of due)
      tx.record({ name: "ticket_mark.changed", entity: "ticket_mark", entityId: ticketId, data: { personId } });
  });
}
