import { callEndpoints, type Ticket } from "@cloverdesk/contracts";
import { call } from "../../../shared/api/index.ts";
import { tabId } from "../../../shared/realtime/index.ts";

/** Calls the ticket's customer; the call is linked to the ticket. The server knows the ticket's numbers, so a masked one is called as well. */
export async function callOutForTicket(ticket: Ticket, number = ticket.phone ?? ""): Promise<string> {
  const id = crypto.randomUUID();
  await call(callEndpoints.dial, {
    body: { id, number, source: "ticket", ticketId: ticket.id, tabId: tabId() },
  });
  return id;
}
