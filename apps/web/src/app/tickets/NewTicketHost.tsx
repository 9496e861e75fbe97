import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Later, tell } from "../../shared/ui/index.ts";
import { closeNewTicket, useNewTicket } from "./new-ticket.ts";

const NewTicketDrawer = lazy(async () => ({ default: (await import("../../features/tickets/create.ts")).NewTicketDrawer }));

/** Shows the drawer of a new ticket on whatever page it was opened; loaded when it is first needed. */
export function NewTicketHost() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const from = useNewTicket((s) => s.from);
  if (!from) return null;
  return (
    <Later
      fallback={null}
      failed={null}
      onFailed={() => {
        tell("bad", t("shell.state.partText"));
        closeNewTicket();
      }}
    >
      <NewTicketDrawer
        from={from}
        onClose={closeNewTicket}
        onOpen={(ticketId) => {
          closeNewTicket();
          void navigate(`/tickets/${ticketId}`);
        }}
      />
    </Later>
  );
}
