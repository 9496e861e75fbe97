import { PhoneOutlined } from "@ant-design/icons";
import { CALL_RESULTS, SKIP_REASONS, TICKET_DEEDS, type Ticket, type TicketTrackItem } from "@cloverdesk/contracts";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { clock, fullMoment, moment, useLanguage } from "../../../../shared/hooks/index.ts";
import { NotYet } from "../../../../shared/ui/index.ts";
import { TrackFiles } from "../../files/TrackFiles.tsx";
import { valueText } from "../../form/text.ts";
import { useNames } from "../../form/useNames.ts";
import { setupQuery } from "../../setup/queries.ts";
import { isGone } from "../gone.ts";
import { trackQuery } from "../queries.ts";
import { CommentForm } from "./CommentForm.tsx";
import css from "./track.module.css";

interface Props {
  ticket: Ticket;
  /** A call of the ticket: its player where the person may listen, the way to its record. */
  renderCall(call: Ticket["calls"][number]): ReactNode;
}

/** The service track: every action by everyone with before and after, the calls where they happened, newest first. */
export function TrackPart({ ticket, renderCall }: Props) {
  const { t } = useTranslation();
  const track = useInfiniteQuery(trackQuery(ticket.id));
  const items = track.data?.pages.flatMap((page) => page.items) ?? [];
  const told = new Set(items.map((item) => item.callId));
  return (
    <section className={css.part} aria-label={t("tickets.track.label")}>
      <h2>{t("tickets.track.label")}</h2>
      {ticket.can.comment && <CommentForm ticketId={ticket.id} />}
      {!track.data || isGone(track.error) ? (
        <NotYet of={track} rows={6} height={18} />
      ) : (
        <ol className={css.track}>
          {ticket.calls
            .filter((call) => !told.has(call.id))
            .map((call) => (
              <li key={call.id}>
                <CallLine call={call} renderCall={renderCall} />
              </li>
            ))}
          {items.map((item) => (
            <li key={item.seq}>
              <TrackLine item={item} ticket={ticket} />
              {ticket.calls
                .filter((call) => call.id === item.callId)
                .map((call) => (
                  <CallLine key={call.id} call={call} renderCall={renderCall} />
                ))}
            </li>
          ))}
          {items.length === 0 && <li className={css.soft}>{t("tickets.track.empty")}</li>}
        </ol>
      )}
      {track.hasNextPage && (
        <Button type="link" size="small" loading={track.isFetchingNextPage} onClick={() => void track.fetchNextPage()}>
          {t(track.isFetchNextPageError ? "shell.state.retry" : "shell.more")}
        </Button>
      )}
    </section>
  );
}

function CallLine({ call, renderCall }: { call: Ticket["calls"][number]; renderCall: Props["renderCall"] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const result = call.result && call.result in CALL_RESULTS ? CALL_RESULTS[call.result as keyof typeof CALL_RESULTS][language] : null;
  const facts = [call.agentName, call.result === "answered" ? clock(call.talkMs) : result].filter(Boolean);
  return (
    <div className={css.call}>
      <span>
        <PhoneOutlined aria-hidden="true" /> {t(`tickets.calls.${call.direction}`)} · {moment(call.startedAt, language)}
        {facts.length > 0 && ` · ${facts.join(" · ")}`}
      </span>
      {renderCall(call)}
    </div>
  );
}

const OWN_CODES = [
  "node",
  "flow_version",
  "handler",
  "group",
  "state",
  "category",
  "customer",
  "parent",
  "merged_into",
  "merged_from",
  "related",
  "child",
  "callback_at",
] as const;
type OwnCode = (typeof OWN_CODES)[number];
const isOwn = (code: string): code is OwnCode => (OWN_CODES as readonly string[]).includes(code);

function TrackLine({ item, ticket }: { item: TicketTrackItem; ticket: Ticket }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const names = useNames(ticket.files);
  const fields = new Map(setup?.fields.map((field) => [field.code, field]));
  const text = (code: string, value: TicketTrackItem["changes"][number]["before"]): string => {
    if (isOwn(code) && typeof value === "string" && item.names[value]) return item.names[value][language];
    if (code === "state" && (value === "open" || value === "finished" || value === "merged")) return t(`tickets.states.${value}`);
    if (code === "callback_at" && typeof value === "string") return moment(value, language);
    return valueText(fields.get(code), value, names) || t("tickets.none");
  };
  const to = item.people.map((person) => person.name).join(", ");
  return (
    <div className={css.line}>
      <div>
        {item.by?.name ?? (item.rule ? t("tickets.byRule", { name: item.rule.name }) : t("tickets.system"))}{" "}
        <strong>{item.action?.[language] ?? TICKET_DEEDS[item.deed][language]}</strong>
        {to && ` ${t("tickets.track.toPeople", { names: to })}`}
        <time dateTime={item.at} title={fullMoment(item.at, language)}>
          {moment(item.at, language)}
        </time>
      </div>
      {item.reason && <p className={css.note}>{SKIP_REASONS[item.reason][language]}</p>}
      {item.note && <p className={css.note}>{item.note}</p>}
      <TrackFiles ticketId={ticket.id} files={item.files} />
      {item.changes.length > 0 && (
        <ul className={css.changes}>
          {item.changes.map(({ code, before, after }) => (
            <li key={code}>
              <span className={css.soft}>
                {isOwn(code) ? t(`tickets.track.codes.${code}`) : (fields.get(code)?.name[language] ?? code)}
              </span>
              <span>
                <del>
                  <span className="sr-only">{t("tickets.track.before")} </span>
                  {text(code, before)}
                </del>{" "}
                →{" "}
                <ins>
                  <span className="sr-only">{t("tickets.track.after")} </span>
                  {text(code, after)}
                </ins>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
