import type { Contact } from "@cloverdesk/contracts";
import { useTranslation } from "react-i18next";
import { createCustomer, linkCustomer, RoutingInfo, SummaryForm, TransferInfo } from "../../features/calls/detail.ts";
import { CustomerPanel, Track, UnknownCustomer } from "../../features/customers/index.ts";
import { useCan } from "../../features/identity/index.ts";
import { Splitter, useSize } from "../../shared/ui/index.ts";
import { openBeside } from "../beside/beside.ts";
import css from "./ContactDetail.module.css";

/** What belongs to the contact at hand: how it came here, its customer and their track, and the summary. */
export function ContactDetail({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const summary = useSize("summary", 248, 220, 420);
  const readsCustomers = useCan("customers.read");
  const editsCustomers = useCan("customers.edit");
  const readsCalls = useCan("calls.read");
  const writes = useCan("summaries.write");
  const customerId = contact.customer?.id ?? null;
  const open = {
    call: (callId: string) => readsCalls && openBeside({ kind: "record", id: callId }),
    ticket: (ticketId: string) => openBeside({ kind: "ticket", id: ticketId }),
  };
  return (
    <>
      <div className={css.info}>
        <TransferInfo contact={contact} />
        <RoutingInfo contact={contact} />
        {readsCustomers && customerId && (
          <>
            <CustomerPanel key={customerId} customerId={customerId} />
            <Track customerId={customerId} onOpen={open} />
          </>
        )}
        {readsCustomers && !customerId && (
          <UnknownCustomer
            key={contact.id}
            number={contact.number}
            canEdit={editsCustomers}
            onCreate={(fields) => createCustomer(contact.id, fields)}
            onLink={(customer) => linkCustomer(contact.id, customer)}
          />
        )}
      </div>
      {writes && (contact.state !== "ringing" || contact.part.began === "returned") && (
        <>
          <Splitter size={summary} side="after" axis="y" area={t("calls.summary.label")} controls="area-summary" />
          <div id="area-summary" className={css.summary} style={{ height: summary.value }}>
            <SummaryForm key={contact.id} contact={contact} />
          </div>
        </>
      )}
    </>
  );
}
