import { QuestionCircleOutlined } from "@ant-design/icons";
import type { CallRecord, Contact } from "@cloverdesk/contracts";
import { useTranslation } from "react-i18next";
import { moment, useLanguage } from "../../../shared/hooks/index.ts";
import css from "../transfer/TransferInfo.module.css";
import { becameText, isAsked, openConsultation } from "./consultation.ts";

/** Who asked whom about the call, with what note, and what became of it. */
export function ConsultationList({ consultations }: Pick<CallRecord, "consultations">) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <ul className={css.list}>
      {consultations.map((each) => (
        <li key={each.id}>
          <QuestionCircleOutlined aria-hidden="true" /> <time>{moment(each.at, language)}</time>{" "}
          {t("calls.consult.line", { asker: each.asker.name, name: each.colleague.name })}{" "}
          <span className={css.soft}>{becameText(each, t)}</span>
          {each.note && <p className={css.note}>{each.note}</p>}
        </li>
      ))}
    </ul>
  );
}

/** In the card of the ringing call: who asks, and what they wrote. */
export function ConsultBrief({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const consultation = isAsked(contact) ? openConsultation(contact) : undefined;
  if (!consultation) return null;
  return (
    <>
      <strong>
        <QuestionCircleOutlined aria-hidden="true" /> {t("calls.consult.asked.ringing", { name: consultation.asker.name })}
      </strong>
      {consultation.note && <p className={css.note}>{consultation.note}</p>}
    </>
  );
}
