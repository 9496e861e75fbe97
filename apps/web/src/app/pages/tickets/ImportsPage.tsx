import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { followImports, ImportList, ImportStart } from "../../../features/imports/index.ts";
import { setupQuery } from "../../../features/tickets/setup.ts";
import { NotYet } from "../../../shared/ui/index.ts";
import css from "./tickets.module.css";

/** Import outbound tickets: a new file, and the imports so far (T9). */
export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const setup = useQuery(setupQuery);
  useEffect(followImports, []);
  return (
    <div className={css.imports}>
      <h2>{t("imports.title")}</h2>
      {setup.data ? (
        <ImportStart
          types={setup.data.types}
          templates={setup.data.templates}
          onStarted={(id) => void navigate(`/tickets/imports/${id}`)}
        />
      ) : (
        <NotYet of={setup} rows={4} />
      )}
      <ImportList />
    </div>
  );
}
