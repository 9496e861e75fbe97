import type { FieldUse, TicketField } from "@cloverdesk/contracts";
import { useTranslation } from "react-i18next";

/** "2 templates · 1 flow · 340 tickets": where a field is used, in a line. */
export function useUseText(): (field: Pick<TicketField, "origin">, use: FieldUse | undefined) => string {
  const { t } = useTranslation();
  return (field, use) => {
    if (field.origin === "system") return t("settings.tickets.fields.everyTicket");
    if (!use) return "";
    const { count, more } = use.tickets;
    const parts = [
      use.templates > 0 && t("settings.tickets.fields.nTemplates", { count: use.templates }),
      use.flows > 0 && t("settings.tickets.fields.nFlows", { count: use.flows }),
      use.views > 0 && t("settings.tickets.fields.nViews", { count: use.views }),
      use.rules > 0 && t("settings.tickets.fields.nRules", { count: use.rules }),
      count > 0 && (more ? t("settings.tickets.fields.atLeastTickets", { count }) : t("settings.tickets.fields.nTickets", { count })),
    ].filter((part) => part !== false);
    return parts.join(" · ") || t("settings.uses.nowhere");
  };
}
