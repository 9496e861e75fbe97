import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";
import { useCan } from "../../../features/identity/index.ts";
import { followTickets, TicketsNav } from "../../../features/tickets/index.ts";
import { useOpenContact } from "../../strip/open-contact.ts";
import { openNewTicket } from "../../tickets/new-ticket.ts";
import { QuickActions } from "../../workbench/QuickActions.tsx";
import css from "./tickets.module.css";

/** What all pages of tickets share: the lists at the left, kept in step with the server. */
export function Component() {
  const { t } = useTranslation();
  const creates = useCan("tickets.create");
  const imports = useCan("imports.run");
  const callsOut = [useCan("tickets.work"), useCan("calls.dial"), useCan("callbacks.work")].every(Boolean);
  const contact = useOpenContact();
  useEffect(followTickets, []);
  return (
    <div className={css.page}>
      <h1 className="sr-only">{t("tickets.title")}</h1>
      <TicketsNav
        callsOut={callsOut}
        action={
          creates && (
            <Button
              type="primary"
              icon={<PlusOutlined aria-hidden="true" />}
              onClick={() => openNewTicket({ source: "list", callId: contact?.id })}
            >
              {t("tickets.new")}
            </Button>
          )
        }
      />
      <Outlet />
      {creates && imports && <QuickActions contact={contact} />}
    </div>
  );
}
