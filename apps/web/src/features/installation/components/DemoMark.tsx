import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { installationQuery } from "../api.ts";
import css from "./installation.module.css";

/** Says on every page that nothing here is real. */
export function DemoMark() {
  const { t } = useTranslation();
  const { data } = useQuery(installationQuery);
  if (data?.state !== "demo") return null;
  return (
    <span className={css.demo} title={t("shell.demoText")}>
      {t("shell.demo")}
    </span>
  );
}
