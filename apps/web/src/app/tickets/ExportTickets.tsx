import { useTranslation } from "react-i18next";
import { ExportMenu } from "../../features/exports/index.ts";
import { useCan } from "../../features/identity/index.ts";
import { type TicketExport, ticketExport } from "../../features/tickets/index.ts";
import { useLanguage } from "../../shared/hooks/index.ts";

/** The export of a list of tickets, for those who may. */
export function ExportTickets(props: TicketExport) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!useCan("tickets.export")) return null;
  const { timeZone, ...ask } = ticketExport(props, language);
  const sizeText = (n: string) => t("tickets.export.size", { n, columns: props.columns.length, zone: timeZone });
  return <ExportMenu ask={{ ...ask, sizeText }} />;
}
