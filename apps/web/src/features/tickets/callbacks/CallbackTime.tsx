import { useTranslation } from "react-i18next";
import { fullMoment, moment, useLanguage, useNow } from "../../../shared/hooks/index.ts";
import css from "./callbacks.module.css";

/** When a callback is due, and whether that time has come: by word and colour. */
export function CallbackTime({ dueAt }: { dueAt: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const isDue = Date.parse(dueAt) <= useNow();
  return (
    <span className={css.time} data-due={isDue} title={fullMoment(dueAt, language)}>
      {moment(dueAt, language)}
      {isDue && ` · ${t("callbacks.due")}`}
    </span>
  );
}
