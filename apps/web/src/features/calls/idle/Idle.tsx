import type { Contact, Today } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { clock, figure, moment, useLanguage } from "../../../shared/hooks/index.ts";
import { Empty, NotYet, Phone } from "../../../shared/ui/index.ts";
import { owesSummary } from "../api/contacts.ts";
import { workbenchQuery } from "../api/workbench.ts";
import { whoIs } from "../components/who.ts";
import { selectContact } from "../selection.ts";
import { todayQuery } from "./api.ts";
import css from "./Idle.module.css";

interface Props {
  /** Where the rows behind the figures are; null for those who may not read call records. */
  onOpen: ((callId: string) => void) | null;
  /** What else is to be done, from other parts of the product. */
  promised: ReactNode;
}

/** The workbench without a call: my day in figures, what was promised, what is to finish, and what I missed. */
export function Idle({ onOpen, promised }: Props) {
  const { t } = useTranslation();
  const today = useQuery(todayQuery);
  const workbench = useQuery(workbenchQuery);
  const toFinish = workbench.data?.ended.filter(owesSummary) ?? [];
  return (
    <div className={css.idle}>
      <section aria-label={t("calls.today.title")}>
        <h2>{t("calls.today.title")}</h2>
        {today.data ? (
          <Figures today={today.data} toFinish={toFinish.length} linked={onOpen !== null} />
        ) : (
          <NotYet of={today} rows={2} height={30} />
        )}
        {today.data && <p className={css.soft}>{t("calls.today.since", { zone: today.data.timeZone })}</p>}
      </section>
      {promised}
      <section aria-label={t("calls.today.toFinish")}>
        <h2>{t("calls.today.toFinish")}</h2>
        {!workbench.data ? <NotYet of={workbench} rows={3} /> : <ToFinish contacts={toFinish} />}
      </section>
      {today.data && today.data.missed.length > 0 && (
        <section aria-label={t("calls.today.missed")}>
          <h2>{t("calls.today.missed")}</h2>
          <Missed rows={today.data.missed} onOpen={onOpen} />
        </section>
      )}
    </div>
  );
}

function Figures({ today, toFinish, linked }: { today: Today; toFinish: number; linked: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const rows = (filter: Record<string, string> = {}): string | null =>
    linked ? `/calls?${new URLSearchParams({ tab: "mine", from: today.from, ...filter })}` : null;
  const reached = today.dialed === 0 ? "–" : `${figure(today.reached, language)} / ${figure(today.dialed, language)}`;
  return (
    <ul className={css.figures}>
      <Figure name={t("calls.today.calls")} value={figure(today.calls, language)} to={rows()} />
      <Figure name={t("calls.today.talk")} value={clock(today.talkMs)} to={rows({ result: "answered" })} />
      <Figure name={t("calls.today.reached")} value={reached} to={rows({ direction: "outbound" })} />
      <Figure name={t("calls.today.missedCount")} value={figure(today.missed.length, language)} to={null} />
      <Figure name={t("calls.today.open")} value={figure(toFinish, language)} to={null} />
    </ul>
  );
}

function Figure({ name, value, to }: { name: string; value: string; to: string | null }) {
  const inside = (
    <>
      <b>{value}</b>
      <span>{name}</span>
    </>
  );
  return <li>{to === null ? <div>{inside}</div> : <Link to={to}>{inside}</Link>}</li>;
}

/** Contacts whose summary was left: a click opens it. */
function ToFinish({ contacts }: { contacts: Contact[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (contacts.length === 0) return <Empty title={t("calls.today.nothingTitle")} text={t("calls.today.nothingText")} />;
  return (
    <ul className={css.rows}>
      {contacts.map((contact) => (
        <li key={contact.id}>
          <button type="button" onClick={() => selectContact(contact)}>
            <strong>{whoIs(contact)}</strong>
            <time>{moment(contact.endedAt ?? contact.startedAt, language)}</time>
            <span>{t("calls.list.toFinish")}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Missed({ rows, onOpen }: { rows: Today["missed"] } & Pick<Props, "onOpen">) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <ul className={css.rows}>
      {rows.map((row) => (
        <li key={row.callId} className={css.missed}>
          <time>{moment(row.at, language)}</time>
          {row.customerName && <strong>{row.customerName}</strong>}
          <Phone number={row.number} full={row.numberFull} />
          {onOpen && (
            <button type="button" className={css.open} onClick={() => onOpen(row.callId)}>
              {t("calls.today.record")}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
