import { CustomerServiceOutlined } from "@ant-design/icons";
import type { AgentState, Contact } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { formatPhone, moment, useLanguage } from "../../../shared/hooks/index.ts";
import { Empty, NotYet } from "../../../shared/ui/index.ts";
import { owesSummary } from "../api/contacts.ts";
import { workbenchQuery } from "../api/workbench.ts";
import { consultationText, isAsked } from "../consult/consultation.ts";
import { Running } from "../controls/CallControls.tsx";
import { openTab, selectContact, useSelection } from "../selection.ts";
import { DirectionIcon, StateDot, SummaryMark } from "./marks.tsx";
import { resultText } from "./result-text.ts";
import css from "./ServiceList.module.css";
import { wayText, whoIs } from "./who.ts";

const TABS = ["inService", "ended"] as const;

/** My calls: those in service and those that ended, with counts. */
export function ServiceList({ selectedId, agentState }: { selectedId: string | null; agentState: AgentState | undefined }) {
  const { t } = useTranslation();
  const workbench = useQuery(workbenchQuery);
  const tab = useSelection((s) => s.tab);
  const count = { inService: workbench.data?.inService.length, ended: workbench.data?.ended.length };
  const unfinished = workbench.data?.ended.some(owesSummary);
  return (
    <>
      <div role="tablist" aria-label={t("calls.list.label")} className={css.tabs}>
        {TABS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`list-tab-${name}`}
            aria-selected={tab === name}
            aria-controls="list-panel"
            onClick={() => openTab(name)}
          >
            {t(`calls.list.${name}`)} <b data-mark={name === "ended" && unfinished}>{count[name] ?? ""}</b>
          </button>
        ))}
      </div>
      <div role="tabpanel" id="list-panel" aria-labelledby={`list-tab-${tab}`} className={css.panel}>
        {!workbench.data ? (
          <NotYet of={workbench} rows={6} height={22} />
        ) : (
          <Cards contacts={workbench.data[tab]} tab={tab} selectedId={selectedId} agentState={agentState} />
        )}
      </div>
    </>
  );
}

interface CardsProps {
  contacts: Contact[];
  tab: (typeof TABS)[number];
  selectedId: string | null;
  agentState: AgentState | undefined;
}

function Cards({ contacts, tab, selectedId, agentState }: CardsProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  if (contacts.length === 0) {
    if (tab === "ended") return <Empty title={t("calls.list.emptyEndedTitle")} text={t("calls.list.emptyEndedText")} />;
    const text = agentState === "off_duty" ? t("calls.list.emptyInServiceOff") : t("calls.list.emptyInServiceReady");
    return <Empty icon={<CustomerServiceOutlined aria-hidden="true" />} title={t("calls.list.emptyInServiceTitle")} text={text} />;
  }
  return (
    <ul
      ref={list}
      onKeyDown={(event) => {
        const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
        if (!step) return;
        const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
        buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step]?.focus();
        event.preventDefault();
      }}
    >
      {contacts.map((contact) => (
        <li key={contact.id}>
          <Card contact={contact} selected={contact.id === selectedId} />
        </li>
      ))}
    </ul>
  );
}

function Card({ contact, selected }: { contact: Contact; selected: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const seen = useSelection((s) => s.seen.has(contact.id));
  const ended = contact.state === "ended";
  return (
    <button type="button" className={css.card} aria-current={selected} onClick={() => selectContact(contact)}>
      <span className={css.first}>
        <DirectionIcon contact={contact} />
        <strong>{whoIs(contact)}</strong>
        {!seen && !selected && !ended && <em>{t("calls.list.unread")}</em>}
        <span className={css.time}>
          {ended ? (
            contact.endedAt && moment(contact.endedAt, language)
          ) : (
            <Running since={contact.answeredAt ?? contact.ringingAt ?? contact.startedAt} />
          )}
        </span>
      </span>
      <span className={css.second}>
        {contact.customer ? `${formatPhone(contact.number)} · ` : ""}
        {wayText(contact, language)}
      </span>
      <span className={css.third}>
        {ended ? (
          <>
            {(owesSummary(contact) || contact.part.summaryState === "saved") && <SummaryMark state={contact.part.summaryState} />}
            {(contact.result !== "answered" || isAsked(contact)) && <span className={css.result}>{resultText(contact, t, language)}</span>}
          </>
        ) : (
          <span className={css.state}>
            <StateDot state={contact.state} /> <span>{consultationText(contact, t) ?? t(`calls.states.${contact.state}`)}</span>
          </span>
        )}
      </span>
    </button>
  );
}
