import { useEffect } from "react";
import { followTickets } from "../../features/tickets/index.ts";
import { TicketWithCalls } from "../tickets/Ticket.tsx";

/** A ticket beside the page, kept in step with the server. */
export default function TicketPanel({ id }: { id: string }) {
  useEffect(followTickets, []);
  return <TicketWithCalls ticketId={id} compact />;
}
