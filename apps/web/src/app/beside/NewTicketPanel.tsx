import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { NewTicket } from "../../features/tickets/create.ts";
import { tell } from "../../shared/ui/index.ts";
import { useOpenContact } from "../strip/open-contact.ts";
import type { NewTicketFrom } from "../tickets/new-ticket.ts";
import { closeBeside, openBeside } from "./beside.ts";

/** Makes a ticket. From a list, with nobody on the line, it leads to the ticket; else the agent stays, and the ticket can be opened beside. */
export default function NewTicketPanel({ from }: { from: NewTicketFrom }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isInContact = useOpenContact() !== undefined;
  function made({ id, number }: { id: string; number: number }): void {
    closeBeside("newTicket");
    const stays = isInContact || from.source !== "list";
    const open = { label: t("shell.beside.open"), run: () => openBeside({ kind: "ticket", id }) };
    tell("good", t("tickets.create.created", { n: number }), stays ? open : undefined);
    if (!stays) void navigate(`/tickets/${id}`);
  }
  return <NewTicket from={from} onClose={() => closeBeside("newTicket")} onMade={made} />;
}
