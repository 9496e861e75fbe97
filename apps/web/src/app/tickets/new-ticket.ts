import { create } from "zustand";

/** Where a new ticket is made from, and what is known there. */
export interface NewTicketFrom {
  source: "list" | "fab" | "call";
  callId?: string | undefined;
  customerId?: string | undefined;
  phone?: string | undefined;
}

/** The drawer in which a ticket is made; open from anywhere in the application. */
export const useNewTicket = create<{ from: NewTicketFrom | null }>(() => ({ from: null }));

export const openNewTicket = (from: NewTicketFrom): void => useNewTicket.setState({ from });
export const closeNewTicket = (): void => useNewTicket.setState({ from: null });
