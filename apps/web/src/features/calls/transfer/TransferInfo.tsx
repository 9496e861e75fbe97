import { SwapOutlined } from "@ant-design/icons";
import type { CallRecord, Contact } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { moment, useLanguage } from "../../../shared/hooks/index.ts";
import { ConsultationList, ConsultBrief } from "../consult/ConsultInfo.tsx";
import { isAsked } from "../consult/consultation.ts";
import { PartiesNow } from "../consult/PartiesNow.tsx";
import { givenQuery } from "./api.ts";
import css from "./TransferInfo.module.css";
import { targetName, transferText } from "./words.ts";

/** Who gave the call to whom, with what note, and what became of it. */
export function TransferList({ transfers }: Pick<CallRecord, "transfers">) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <ul className={css.list}>
      {transfers.map((transfer) => (
        <li key={transfer.id}>
          <SwapOutlined aria-hidden="true" /> <time>{moment(transfer.at, language)}</time> {transfer.from.name} →{" "}
          {targetName(transfer, language)} <span className={css.soft}>{transferText(transfer, t, language)}</span>
          {transfer.note && <p className={css.note}>{transfer.note}</p>}
        </li>
      ))}
    </ul>
  );
}

/** The transfers and consultations of the call at hand, and what was written by those who gave it away or ask. */
export function TransferInfo({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const [hasTransfers, hasConsultations] = [contact.transfers.length > 0, contact.consultations.length > 0];
  if (!hasTransfers && !hasConsultations) return null;
  const title = hasTransfers ? t("calls.transfer.title") : t("calls.consult.title");
  return (
    <section className={css.box} aria-label={title}>
      <h2>{title}</h2>
      <PartiesNow contact={contact} />
      <TransferList transfers={contact.transfers} />
      <ConsultationList consultations={contact.consultations} />
      <GivenSummaries callId={contact.id} />
    </section>
  );
}

/** In the card of the ringing call: from whom it comes, the note, and what was written so far. */
export function TransferBrief({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (isAsked(contact)) {
    return (
      <div className={css.brief}>
        <ConsultBrief contact={contact} />
        <GivenSummaries callId={contact.id} />
      </div>
    );
  }
  const transfer = contact.transfers.at(-1);
  if (!transfer) return null;
  const isBack = contact.part.began === "returned";
  return (
    <div className={css.brief}>
      <strong>
        <SwapOutlined aria-hidden="true" />{" "}
        {isBack ? transferText(transfer, t, language) : t("calls.transfer.from", { from: transfer.from.name })}
      </strong>
      {transfer.note && <p className={css.note}>{transfer.note}</p>}
      {!isBack && <GivenSummaries callId={contact.id} />}
    </div>
  );
}

function GivenSummaries({ callId }: { callId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(givenQuery(callId));
  const written = data?.filter(({ fields }) => fields.issue || fields.solution) ?? [];
  return written.map(({ partId, by, fields, state }) => (
    <dl key={partId} className={css.summary}>
      <dt>
        {t("calls.transfer.summaryBy", { by: by?.name ?? "" })}
        {state === "draft" && <span className={css.soft}> {t("calls.transfer.draft")}</span>}
      </dt>
      {fields.issue && <dd>{fields.issue}</dd>}
      {fields.solution && <dd>{fields.solution}</dd>}
    </dl>
  ));
}
