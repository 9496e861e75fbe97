import { PhoneOutlined, ProfileOutlined, SoundOutlined } from "@ant-design/icons";
import { CALL_RESULTS, type TrackItem } from "@cloverdesk/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { clock, inLanguage, moment, useLanguage } from "../../../shared/hooks/index.ts";
import { Empty, NotYet } from "../../../shared/ui/index.ts";
import { trackQuery } from "../api/customers.ts";
import css from "./customers.module.css";

interface Opens {
  call(callId: string): void;
  ticket(ticketId: string): void;
}

/** The customer's whole service track, newest first: calls with their summaries, tickets. */
export function Track({ customerId, onOpen }: { customerId: string; onOpen: Opens }) {
  const { t } = useTranslation();
  const track = useInfiniteQuery(trackQuery(customerId));
  const items = track.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={css.box} aria-label={t("customers.track")}>
      <h2>{t("customers.track")}</h2>
      {!track.data ? (
        <NotYet of={track} rows={4} height={18} />
      ) : items.length === 0 ? (
        <Empty title={t("customers.trackEmptyTitle")} text={t("customers.trackEmptyText")} />
      ) : (
        <ol className={css.track}>
          {items.map((item) => (
            <li key={item.id}>
              {item.kind === "call" ? <CallLine item={item} onOpen={onOpen.call} /> : <TicketLine item={item} onOpen={onOpen.ticket} />}
            </li>
          ))}
        </ol>
      )}
      {track.hasNextPage && (
        <Button type="link" size="small" loading={track.isFetchingNextPage} onClick={() => void track.fetchNextPage()}>
          {t("shell.more")}
        </Button>
      )}
    </section>
  );
}

/** A call with the customer; of one out of reach it shows that there was a contact, and leads nowhere. */
function CallLine({ item, onOpen }: { item: Extract<TrackItem, { kind: "call" }>; onOpen: Opens["call"] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const result = item.result && item.result in CALL_RESULTS ? CALL_RESULTS[item.result as keyof typeof CALL_RESULTS][language] : null;
  const facts = [
    inLanguage(item.hotlineName, language),
    item.agentName,
    item.result === "answered" ? t("customers.talked", { time: clock(item.talkMs) }) : result,
  ];
  const inside = (
    <>
      <time>{moment(item.at, language)}</time>
      <PhoneOutlined aria-hidden="true" />
      <span>
        <strong>{inLanguage(item.title, language)}</strong> <small>{facts.filter(Boolean).join(" · ")}</small>
        {item.hasRecording && <SoundOutlined className={css.recorded} title={t("calls.records.recording")} />}
        {item.summary && <em>{item.summary}</em>}
        {!item.mayOpen && <em>{t("customers.callOutOfReach")}</em>}
      </span>
    </>
  );
  if (!item.mayOpen) return <div className={css.line}>{inside}</div>;
  return (
    <button type="button" className={css.line} onClick={() => onOpen(item.id)}>
      {inside}
    </button>
  );
}

/** A ticket of the customer; one out of reach is named, and leads nowhere. */
function TicketLine({ item, onOpen }: { item: Extract<TrackItem, { kind: "ticket" }>; onOpen: Opens["ticket"] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const facts = [inLanguage(item.type.name, language), inLanguage(item.node.name, language), item.handler?.name];
  const inside = (
    <>
      <time>{moment(item.at, language)}</time>
      <ProfileOutlined aria-hidden="true" />
      <span>
        <strong>
          {t("tickets.number", { n: item.number })} {item.title ?? t("tickets.outOfReach")}
        </strong>{" "}
        <small>{facts.filter(Boolean).join(" · ")}</small>
      </span>
    </>
  );
  if (!item.mayOpen) return <div className={css.line}>{inside}</div>;
  return (
    <button type="button" className={css.line} onClick={() => onOpen(item.id)}>
      {inside}
    </button>
  );
}
