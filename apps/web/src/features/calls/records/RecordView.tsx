import { PhoneOutlined } from "@ant-design/icons";
import type { CallRecord } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { queryClient } from "../../../shared/api/index.ts";
import { clock, formatPhone, fullMoment, moment, useLanguage } from "../../../shared/hooks/index.ts";
import { NotYet, Phone } from "../../../shared/ui/index.ts";
import { HopList, IvrPath } from "../components/ContactInfo.tsx";
import { DirectionIcon } from "../components/marks.tsx";
import { resultText } from "../components/result-text.ts";
import { SummaryForm } from "../components/SummaryForm.tsx";
import { originText, whoIs } from "../components/who.ts";
import { ConsultationList } from "../consult/ConsultInfo.tsx";
import { RecordingPlayer } from "../recording/RecordingPlayer.tsx";
import { SavedSummary } from "../summary/SavedSummary.tsx";
import { TransferList } from "../transfer/TransferInfo.tsx";
import { recordQuery } from "./api.ts";
import { PartList } from "./PartList.tsx";
import css from "./RecordView.module.css";

interface Props {
  callId: string;
  onCallBack: ((number: string) => void) | null;
  /** Beside the heading of the linked tickets: make one. */
  newTicket: ReactNode;
  /** What was said in SIP, for those who may see it. */
  signalling: ReactNode;
}

/** The whole call record (R1). */
export function RecordView({ callId, ...rest }: Props) {
  const record = useQuery(recordQuery(callId));
  if (!record.data) return <NotYet of={record} rows={14} height={20} gap={14} />;
  return <Whole record={record.data} {...rest} />;
}

function Whole({ record, onCallBack, newTicket, signalling }: Omit<Props, "callId"> & { record: CallRecord }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const number = record.numberFull;
  const holds = record.parts.flatMap((part) => part.holds);
  return (
    <div className={css.record}>
      <div className={css.head}>
        <DirectionIcon contact={record} />
        <strong>{whoIs(record)}</strong>
        <Phone number={record.number} full={record.numberFull} />
        <span className={css.soft}>{originText(record.origin, language)}</span>
        <span className={css.result}>{record.result ? resultText(record, t, language) : t(`calls.states.${record.state}`)}</span>
        {record.can.callBack && number && onCallBack && (
          <Button icon={<PhoneOutlined aria-hidden="true" />} onClick={() => onCallBack(number)}>
            {t("calls.record.callBack")}
          </Button>
        )}
      </div>
      <Part title={t("calls.records.recording")}>
        <Recording record={record} />
      </Part>
      <Part title={t("calls.summary.label")}>
        <Summaries record={record} />
      </Part>
      <Part title={t("tickets.title")}>
        <LinkedTickets record={record} />
        {newTicket}
      </Part>
      <Part title={t("calls.record.timings")}>
        <Timings record={record} />
      </Part>
      <Part title={t("calls.record.facts")}>
        <dl className={css.facts}>
          <Fact term={t("calls.records.time")} text={fullMoment(record.startedAt, language)} />
          <Fact term={t("calls.record.answeredAt")} text={record.answeredAt && fullMoment(record.answeredAt, language)} />
          <Fact term={t("calls.record.endedAt")} text={record.endedAt && fullMoment(record.endedAt, language)} />
          <Fact term={t("calls.info.source")} text={t(`calls.source.${record.source}`)} />
          <Fact
            term={t("calls.records.hotline")}
            text={record.hotline && `${record.hotline.name[language]} ${formatPhone(record.hotline.number)}`}
          />
          <Fact term={t("calls.info.callerNumber")} text={record.callerNumber && formatPhone(record.callerNumber)} />
          <Fact term={t("calls.records.group")} text={record.skillGroup?.name[language] ?? null} />
          <Fact term={t("calls.records.agent")} text={record.agent?.name ?? null} />
        </dl>
      </Part>
      <Part title={t("calls.record.journey")}>
        {record.direction === "inbound" && <IvrPath steps={record.ivrPath} />}
        <HopList journey={record} />
        {holds.length > 0 && (
          <ul className={css.holds}>
            {holds.map((hold) => (
              <li key={hold.from}>
                {moment(hold.from, language)} {t("calls.record.hold")}
                {hold.to && ` · ${clock(Date.parse(hold.to) - Date.parse(hold.from))}`}
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Part title={t("calls.record.parts")}>
        <PartList parts={record.parts} />
        {record.transfers.length > 0 && <TransferList transfers={record.transfers} />}
        {record.consultations.length > 0 && <ConsultationList consultations={record.consultations} />}
      </Part>
      <Technical record={record} />
      {signalling}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.part} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Fact({ term, text }: { term: string; text: string | null }) {
  if (!text) return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>{text}</dd>
    </div>
  );
}

function Recording({ record }: { record: CallRecord }) {
  const { t } = useTranslation();
  const { recording } = record;
  if (!recording) return <p className={css.soft}>{t("calls.record.noRecording")}</p>;
  if (recording.state === "recording") return <p className={css.soft}>{t("calls.record.recordingRuns")}</p>;
  if (recording.state === "lost") return <p className={css.soft}>{t("calls.record.recordingLost")}</p>;
  if (!record.can.play) return <p className={css.soft}>{t("calls.record.notAllowed")}</p>;
  return <RecordingPlayer callId={record.id} canDownload={record.can.download} />;
}

/** What each party has written about their part; one's own can be corrected. */
function Summaries({ record }: { record: CallRecord }) {
  const { t } = useTranslation();
  const written = record.parts.filter((part) => part.summary !== null);
  if (written.length === 0) return <p className={css.soft}>{t("calls.summary.none")}</p>;
  const read = () => void queryClient.invalidateQueries(recordQuery(record.id));
  return written.map(({ id, summary, can }) =>
    can.summarize && summary?.state === "saved" ? (
      <SummaryForm key={id} contact={{ ...record, can }} onSaved={read} untitled />
    ) : (
      summary && <SavedSummary key={id} summary={summary} state={t(`calls.records.summaryStates.${summary.state}`)} />
    ),
  );
}

/** Tickets of the call; one out of reach is named, and leads nowhere. */
function LinkedTickets({ record: { tickets } }: { record: CallRecord }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (tickets.length === 0) return <p className={css.soft}>{t("calls.record.noTickets")}</p>;
  return (
    <ul className={css.tickets}>
      {tickets.map((ticket) => {
        const name = `${t("tickets.number", { n: ticket.number })} ${ticket.title ?? t("tickets.outOfReach")}`;
        const facts = [ticket.type.name[language], ticket.node.name[language], ticket.handler?.name ?? null];
        return (
          <li key={ticket.id}>
            {ticket.mayOpen ? <Link to={`/tickets/${ticket.id}`}>{name}</Link> : <span>{name}</span>}{" "}
            <span className={css.soft}>{facts.filter(Boolean).join(" · ")}</span>
          </li>
        );
      })}
    </ul>
  );
}

const TIMES = ["ivr", "wait", "ring", "talk", "hold", "wrapUp"] as const;

function Timings({ record }: { record: CallRecord }) {
  const { t } = useTranslation();
  return (
    <dl className={css.times}>
      {TIMES.map((name) => {
        const ms = record.timings[`${name}Ms`];
        return (
          <div key={name}>
            <dt>{t(`calls.record.${name}`)}</dt>
            <dd>{ms === null ? "–" : clock(ms)}</dd>
          </div>
        );
      })}
    </dl>
  );
}

const causeOf = ({ sipStatus, q850, endCode }: CallRecord["legs"][number], t: TFunction): string =>
  [sipStatus, q850 === null ? null : `Q.850 ${q850}`, endCode && t(`calls.record.endCodes.${endCode}`)]
    .filter((part) => part !== null)
    .join(" · ");

/** For people who maintain the lines; closed until somebody opens it. */
function Technical({ record }: { record: CallRecord }) {
  const { t } = useTranslation();
  const sha256 = record.can.play ? record.recording?.sha256 : null;
  return (
    <details className={css.part}>
      <summary>{t("calls.record.technical")}</summary>
      <Legs record={record} />
      {sha256 && (
        <p className={css.hash}>
          {t("calls.record.hash")} {sha256}
        </p>
      )}
    </details>
  );
}

function Legs({ record }: { record: CallRecord }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <table className={css.legs}>
      <thead>
        <tr>
          {[
            t("calls.record.legs"),
            t("calls.record.party"),
            t("calls.record.state"),
            t("calls.record.codec"),
            t("calls.record.answeredAt"),
            t("calls.record.endedAt"),
            t("calls.record.cause"),
          ].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {record.legs.map((leg) => (
          <tr key={leg.id}>
            <td>{[t(`calls.record.legKinds.${leg.kind}`), leg.trunk].filter(Boolean).join(" · ")}</td>
            <td>{leg.person?.name ?? (formatPhone(leg.party) || t("shell.phone.anonymous"))}</td>
            <td>{t(`calls.record.legStates.${leg.state}`)}</td>
            <td>{leg.codec ?? "–"}</td>
            <td>{leg.answeredAt ? moment(leg.answeredAt, language) : "–"}</td>
            <td>{leg.endedAt ? moment(leg.endedAt, language) : "–"}</td>
            <td>{causeOf(leg, t) || "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
