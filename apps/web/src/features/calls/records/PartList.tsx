import type { CallRecord } from "@cloverdesk/contracts";
import { useTranslation } from "react-i18next";
import { formatPhone, moment, useLanguage } from "../../../shared/hooks/index.ts";
import css from "./RecordView.module.css";

/** Who took part, in order, from when to when, and why each part ended. Unanswered rings stand among the rings. */
export function PartList({ parts }: Pick<CallRecord, "parts">) {
  const { t } = useTranslation();
  const language = useLanguage();
  const taken = parts.filter(({ outcome }) => outcome !== "missed" && outcome !== "withdrawn");
  if (taken.length === 0) return <p className={css.soft}>{t("calls.record.noParts")}</p>;
  return (
    <ul>
      {taken.map(({ id, role, person, number, skillGroup, startedAt, answeredAt, endedAt, outcome }) => {
        const who = person?.name ?? (number && formatPhone(number)) ?? skillGroup?.name[language] ?? t("shell.unknown");
        const from = moment(answeredAt ?? startedAt, language);
        return (
          <li key={id}>
            {role === "outside"
              ? t("calls.record.outside", { number: who })
              : role === "consulted"
                ? t("calls.record.consulted", { name: who })
                : who}{" "}
            <span className={css.soft}>{endedAt ? `${from} – ${moment(endedAt, language)}` : from}</span>
            {outcome &&
              ` · ${role === "outside" && outcome === "hung_up" ? t("calls.endedBy.outside") : t(`calls.record.outcomes.${outcome}`)}`}
          </li>
        );
      })}
    </ul>
  );
}
