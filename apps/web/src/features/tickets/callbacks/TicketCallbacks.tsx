import type { Ticket } from "@cloverdesk/contracts";
import { useTranslation } from "react-i18next";
import { useFormattedPhone } from "../../../shared/hooks/index.ts";
import { CallbackDeeds } from "./CallbackDeeds.tsx";
import { CallbackTime } from "./CallbackTime.tsx";
import css from "./callbacks.module.css";

/** The open callbacks of a ticket; nothing where there are none. */
export function TicketCallbacks({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  if (ticket.callbacks.length === 0) return null;
  return (
    <section className={css.ofTicket} aria-label={t("callbacks.label")}>
      <ul>
        {ticket.callbacks.map((callback) => (
          <li key={callback.id}>
            <strong>{t("callbacks.one")}</strong> <CallbackTime dueAt={callback.dueAt} /> <ShownNumber number={callback.number} />
            {callback.note && <span className={css.soft}>{callback.note}</span>}
            {ticket.can.callBack && <CallbackDeeds key={callback.version} callback={{ ...callback, ticketId: ticket.id }} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ShownNumber({ number }: { number: string }) {
  return <span className={css.number}>{useFormattedPhone(number)}</span>;
}
