import { ticketImportEvents } from "@cloverdesk/contracts";
import type { Tx } from "../../../platform/db/transaction.ts";
import { forgetCustomers } from "../../customers/index.ts";
import { customersWithoutWork, deleteTickets, lockImported } from "./import.repo.ts";

/** Removes tickets that nobody has touched, and the customers that came with them, as long as nothing else is known of them. */
export async function undoTickets(tx: Tx, importId: string, ids: string[]): Promise<Map<string, string>> {
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
  return new Map(tickets.flatMap(({ id, touchedBy }) => (touchedBy ? [[id, touchedBy]] : [])));
}
