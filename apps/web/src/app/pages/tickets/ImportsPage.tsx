import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useCan } from "../../../features/identity/index.ts";
import { followImports, ImportList, ImportStart } from "../../../features/imports/index.ts";
import { setupQuery } from "../../../features/tickets/setup.ts";
import { NotYet } from "../../../shared/ui/index.ts";
import css from "./tickets.module.css";

/** Import outbound tickets: a new file for those who may begin one, and the imports so far (T9). */
export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const begins = [useCan("imports.run"), useCan("tickets.create")].every(Boolean);
  const setup = useQuery({ ...setupQuery, enabled: begins });
  useEffect(followImports, []);
  return (
    <div className={css.imports}>
      <h2>{t("imports.title")}</h2>
      {begins &&
        (setup.data ? (
          <ImportStart
            types={setup.data.types}
            templates={setup.data.templates}
            onStarted={(id) => void navigate(`/tickets/imports/${id}`)}
          />
        ) : (
          <NotYet of={setup} rows={4} />
        ))}
      <ImportList />
    </div>
  );
}
