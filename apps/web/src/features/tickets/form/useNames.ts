import type { TicketFile } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { setupQuery } from "../setup/queries.ts";
import type { Names } from "./text.ts";

/** How values are named on this page. */
export function useNames(files: readonly TicketFile[] = []): Names {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useQuery(setupQuery);
  return useMemo(() => {
    const people = new Map(data?.people.map(({ id, name }) => [id, name]));
    const names = new Map(files.map(({ id, name }) => [id, name]));
    return {
      language,
      yes: t("tickets.yes"),
      no: t("tickets.no"),
      person: (id) => people.get(id),
      file: (id) => names.get(id) ?? t("tickets.fields.attachment"),
    };
  }, [t, language, data, files]);
}
