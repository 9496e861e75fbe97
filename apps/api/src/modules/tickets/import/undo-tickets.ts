import { type TicketDeed, ticketImportEvents } from "@cloverdesk/contracts";
import type { Tx } from "../../../platform/db/transaction.ts";
import { forgetCustomers } from "../../customers/index.ts";
import { deedOf } from "../work/ticket.ts";
import { customersWithoutWork, deleteTickets, lockImported } from "./import.repo.ts";

/** Removes tickets that nobody has touched, and their new customers of whom nothing else is known. Answers the first deed by which each other ticket stays. */
export async function undoTickets(tx: Tx, importId: string, ids: string[]): Promise<Map<string, TicketDeed>> {
  const tickets = await lockImported(tx, ids);
  const gone = tickets.filter(({ touchedBy }) => touchedBy === null);
  await deleteTickets(
    tx,
    gone.map(({ id }) => id),
  );
  const customers = gone.flatMap(({ customerIsNew, customerId }) => (customerIsNew && customerId ? [customerId] : []));
  await forgetCustomers(tx, await customersWithoutWork(tx, [...new Set(customers)]));
  const distinct = (all: (string | null)[]): string[] => [...new Set(all)].filter((id) => id !== null);
  if (gone.length > 0)
    tx.record(ticketImportEvents.undone, {
      entityId: importId,
      data: {
        tickets: gone.length,
        groupIds: distinct(gone.map(({ handlerId, groupId }) => (handlerId === null ? groupId : null))),
        personIds: distinct(gone.map(({ handlerId }) => handlerId)),
      },
    });
  return new Map(tickets.flatMap(({ id, touchedBy }) => (touchedBy ? [[id, deedOf(touchedBy)]] : [])));
}
