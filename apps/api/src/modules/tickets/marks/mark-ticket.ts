import { type TicketMark, ticketMarkEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction, transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { notify } from "../../notifications/index.ts";
import { presentMark } from "../search/row.presenter.ts";
import { type BulkReport, reportOf } from "../work/on-tickets.ts";
import { mayRead } from "../work/ticket.policy.ts";
import { findTicket, findTickets, tiedAmong } from "../work/ticket.repo.ts";
import { mustReach } from "../work/ticket.ts";
import { findMarks, lockMarks, takeReminders, writeFlags, writeMark } from "./marks.repo.ts";

/** A person's own flag and reminder. It changes nothing for others, so it is no event of the ticket. */
export async function markTicket(ctx: AppContext, actor: Actor, ticketId: string, given: TicketMark): Promise<TicketMark | null> {
  const mark = { ...given, remindAt: given.remindAt === null ? null : new Date(given.remindAt) };
  await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const before = (await lockMarks(tx, actor.personId, [ticketId])).get(ticketId);
    // A mark can be taken off a ticket that is out of reach now.
    if (before === undefined || mark.flag !== null || mark.remindAt !== null) await mustReach(ctx, actor, ticketId);
    const ticket = await findTicket(tx.rows, ticketId);
    if (!ticket) throw new AppError("tickets.not_found");
    await writeMark(tx, ticket, actor.personId, mark);
    tx.record(ticketMarkEvents.changed, { entityId: ticketId, data: { personId: actor.personId } });
  });
  return presentMark((await findMarks(ctx.db.prisma, actor.personId, [ticketId])).get(ticketId) ?? null);
}

/** Only the flag of each ticket; a reminder stays, unless it has just fired. Tickets out of reach are reported, the others are flagged. */
export async function flagTickets(ctx: AppContext, actor: Actor, ticketIds: string[], flag: TicketMark["flag"]): Promise<BulkReport> {
  const wanted = [...new Set(ticketIds)];
  const { personId } = actor;
  const refused = await sqlTransaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const [marks, tickets, tied] = await Promise.all([
      lockMarks(tx, personId, wanted),
      findTickets(tx.rows, wanted),
      tiedAmong(tx.rows, wanted, personId),
    ]);
    const flagged = tickets.filter((ticket) => {
      const before = marks.get(ticket.id);
      return mayRead(actor, ticket, tied.has(ticket.id)) || (before !== undefined && flag === null && before.remindAt === null);
    });
    await writeFlags(tx, personId, flagged, flag);
    for (const { id } of flagged) tx.record(ticketMarkEvents.changed, { entityId: id, data: { personId } });
    const done = new Set(flagged.map(({ id }) => id));
    return new Map(wanted.filter((id) => !done.has(id)).map((id) => [id, new AppError("tickets.not_found")]));
  });
  return reportOf(wanted, refused);
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
