import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { StateBar } from "../../features/agents/index.ts";
import { showExports } from "../../features/exports/index.ts";
import { AccountButton, useCan } from "../../features/identity/index.ts";
import { DemoMark } from "../../features/installation/index.ts";
import { NotificationBell } from "../../features/notifications/index.ts";
import { WaitingButton } from "../../features/routing/index.ts";
import { Clover } from "../../shared/ui/index.ts";
import { openBeside } from "../beside/beside.ts";
import { useOpenContact } from "../strip/open-contact.ts";
import { DialpadButton } from "./DialpadButton.tsx";
import { ExportsHost } from "./ExportsHost.tsx";
import { FindTickets } from "./FindTickets.tsx";
import css from "./Frame.module.css";
import { AppearanceMenu, LanguageSwitch } from "./Preferences.tsx";

export function Header() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const tickets = useCan("tickets.read");
  const queues = useCan("queues.read");
  const presence = useCan("presence.use");
  const dials = useCan("calls.dial");
  const contact = useOpenContact();
  const isInContact = contact !== undefined;
  const calling = contact?.state === "dialing" || contact?.state === "alerting" ? t(`calls.states.${contact.state}`) : null;
  return (
    <header className={css.header}>
      <span className={css.brand}>
        <Clover size={24} />
        <span className={css.product}>{t("shell.product")}</span>
        <DemoMark />
      </span>
      {tickets && <FindTickets />}
      <span className={css.spring} />
      {presence && <StateBar calling={calling} />}
      {dials && <DialpadButton />}
      <span className={css.rule} />
      {queues && <WaitingButton />}
      {queues && <span className={css.rule} />}
      <ExportsHost />
      <NotificationBell
        onOpen={({ kind, ticket }) => {
          if (kind === "export_done" || kind === "export_failed") showExports();
          else if (ticket && isInContact) openBeside({ kind: "ticket", id: ticket.id });
          else if (ticket) void navigate(`/tickets/${ticket.id}`);
        }}
      />
      <LanguageSwitch />
      <AppearanceMenu />
      <AccountButton />
    </header>
  );
}
