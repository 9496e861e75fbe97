import { openBeside } from "../beside/beside.ts";

/** Where a new ticket is made from, and what is known there. */
export interface NewTicketFrom {
  source: "list" | "fab" | "call";
  callId?: string | undefined;
  customerId?: string | undefined;
  phone?: string | undefined;
}

/** The form of a new ticket, beside whatever page is open. */
export const openNewTicket = (from: NewTicketFrom): void => openBeside({ kind: "newTicket", from });
