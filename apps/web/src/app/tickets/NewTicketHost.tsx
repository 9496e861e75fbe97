import { lazy, Suspense } from "react";
import { useNavigate } from "react-router";
import { closeNewTicket, useNewTicket } from "./new-ticket.ts";

const NewTicketDrawer = lazy(async () => ({ default: (await import("../../features/tickets/create.ts")).NewTicketDrawer }));

/** Shows the drawer of a new ticket on whatever page it was opened; loaded when it is first needed. */
export function NewTicketHost() {
  const navigate = useNavigate();
  const from = useNewTicket((s) => s.from);
  if (!from) return null;
  return (
    <Suspense fallback={null}>
      <NewTicketDrawer
        from={from}
        onClose={closeNewTicket}
        onOpen={(ticketId) => {
          closeNewTicket();
          void navigate(`/tickets/${ticketId}`);
        }}
      />
    </Suspense>
  );
}
