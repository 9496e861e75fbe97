import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { setupQuery } from "../setup/queries.ts";

/** How what can be filled in of a ticket is called: a field, the category or the note. */
export function useFieldName(): (code: string) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const own: Record<string, string> = { category: t("tickets.create.category"), note: t("tickets.actions.note") };
  return (code) => setup?.fields.find((field) => field.code === code)?.name[language] ?? own[code] ?? code;
}
