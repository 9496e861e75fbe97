import type { TaskReason } from "@cloverdesk/contracts";
import { useTranslation } from "react-i18next";
import { moment, useLanguage, useNow } from "../../../shared/hooks/index.ts";
import css from "./worklist.module.css";

/** Why this task was the next one, with the values that decided. */
export function Why({ why }: { why: TaskReason }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const isOver = why.dueAt !== null && Date.parse(why.dueAt) <= now;
  const text = {
    callback: t("worklist.why.callback", { time: why.dueAt ? moment(why.dueAt, language) : "" }),
    due: t(isOver ? "worklist.why.overdue" : "worklist.why.due", { time: why.dueAt ? moment(why.dueAt, language) : "" }),
    priority: t("worklist.why.priority", { priority: t(`tickets.priorities.${why.priority}`) }),
    age: t("worklist.why.age", { time: moment(why.createdAt, language) }),
  }[why.rule];
  return (
    <p className={css.why} title={t("worklist.why.label")}>
      <strong>{text}</strong>
      <span className={css.soft}>{t(`worklist.why.${why.from}`)}</span>
    </p>
  );
}
