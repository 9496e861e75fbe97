import { ArrowDownOutlined, ArrowUpOutlined, CheckCircleOutlined, EditOutlined } from "@ant-design/icons";
import type { CallState, Contact } from "@cloverdesk/contracts";
import { useTranslation } from "react-i18next";
import css from "./marks.module.css";

/** Arrow in or out, with its word for those who do not see it. */
export function DirectionIcon({ contact }: { contact: Pick<Contact, "direction"> }) {
  const { t } = useTranslation();
  const word = t(`calls.direction.${contact.direction}`);
  const Icon = contact.direction === "inbound" ? ArrowDownOutlined : ArrowUpOutlined;
  return (
    <span className={css.direction} data-direction={contact.direction} title={word} role="img" aria-label={word}>
      <Icon rotate={45} aria-hidden="true" />
    </span>
  );
}

const STATE_COLOR: Record<CallState, string> = {
  in_ivr: "var(--cd-off-duty)",
  queued: "var(--cd-ringing)",
  ringing: "var(--cd-ringing)",
  dialing: "var(--cd-ringing)",
  alerting: "var(--cd-ringing)",
  talking: "var(--cd-on-call)",
  held: "var(--cd-hold)",
  left: "var(--cd-off-duty)",
  ended: "var(--cd-off-duty)",
};

export const StateDot = ({ state }: { state: CallState }) => (
  <i className={css.dot} style={{ background: STATE_COLOR[state] }} aria-hidden="true" />
);

/** A red point and the word while the call is recorded. */
export function CallFlags({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  // The recording is completed after the call has ended: by then nothing is recorded any more.
  if (!contact.recording || contact.state === "ended") return null;
  return (
    <span className={css.recording} title={t("calls.bar.recording")}>
      <i aria-hidden="true" /> <span>{t("calls.bar.recording")}</span>
    </span>
  );
}

/** Whether an ended call's summary is missing or saved. */
export function SummaryMark({ state }: { state: Contact["part"]["summaryState"] }) {
  const { t } = useTranslation();
  return state === "saved" ? (
    <span className={css.saved}>
      <CheckCircleOutlined aria-hidden="true" /> {t("calls.list.saved")}
    </span>
  ) : (
    <span className={css.missing}>
      <EditOutlined aria-hidden="true" /> {t("calls.list.toFinish")}
    </span>
  );
}
