import { PhoneOutlined } from "@ant-design/icons";
import { CALL_RESULTS, type Ticket, type TicketNumber } from "@cloverdesk/contracts";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { moment, useFormattedPhone, useLanguage } from "../../../shared/hooks/index.ts";
import css from "./worklist.module.css";

interface Props {
  ticket: Ticket;
  /** The number that is being called, until the call is there. */
  calling: string | null;
  /** Null where no call can be placed now. */
  onCall: ((number: string) => void) | null;
}

/** The numbers of the task's customer, each with how often it was called and what came of it. */
export function Numbers({ ticket, calling, onCall }: Props) {
  const { t } = useTranslation();
  return (
    <section className={css.numbers} aria-label={t("worklist.numbers.label")}>
      <h3>{t("worklist.numbers.label")}</h3>
      <ul>
        {ticket.numbers.map((number, place) => (
          <NumberLine
            key={`${number.of} ${number.number}`}
            number={number}
            isFirst={place === 0}
            busy={calling === number.number}
            onCall={onCall && (() => onCall(number.number))}
          />
        ))}
      </ul>
      {!ticket.can.callOut && ticket.state === "open" && <p className={css.soft}>{t("worklist.numbers.notAllowed")}</p>}
    </section>
  );
}

interface LineProps {
  number: TicketNumber;
  isFirst: boolean;
  busy: boolean;
  onCall: (() => void) | null;
}

function NumberLine({ number: { number, of, label, attempts, last }, isFirst, busy, onCall }: LineProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const shown = useFormattedPhone(number);
  const lastText =
    last &&
    t("worklist.numbers.last", {
      time: moment(last.at, language),
      result: last.result ? CALL_RESULTS[last.result][language] : t("worklist.numbers.onTheWay"),
    });
  return (
    <li>
      <span className={css.number}>{shown}</span>
      <span className={css.line}>
        <span className={css.soft}>{label?.[language] ?? t(`worklist.numbers.of.${of}`)}</span>
        <span>{attempts === 0 ? t("worklist.numbers.never") : t("worklist.numbers.attempts", { count: attempts })}</span>
        <span className={css.soft}>{lastText}</span>
      </span>
      <Button
        type={isFirst && attempts === 0 ? "primary" : "default"}
        icon={<PhoneOutlined aria-hidden="true" />}
        loading={busy}
        disabled={!onCall}
        onClick={() => onCall?.()}
      >
        {t("worklist.numbers.call")} <span className="sr-only">{shown}</span>
        {isFirst && (
          <small aria-hidden="true" className={css.key}>
            Enter
          </small>
        )}
      </Button>
    </li>
  );
}
