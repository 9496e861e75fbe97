import { DoubleLeftOutlined, DoubleRightOutlined, SoundOutlined } from "@ant-design/icons";
import { CALL_RESULTS, type Contact, type TrackItem } from "@cloverdesk/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { trackQuery } from "../../features/customers/track.ts";
import { useCan } from "../../features/identity/index.ts";
import { clock, moment, useLanguage, writeStored } from "../../shared/hooks/index.ts";
import { Empty, Later, Lines, NotYet, Splitter, type useSize } from "../../shared/ui/index.ts";
import css from "./RecentCalls.module.css";

const RecordingPlayer = lazy(async () => ({
  default: (await import("../../features/calls/player.ts")).RecordingPlayer,
}));

/** Also at 200 % zoom, whenever it is chosen: here the area would take the room of the call. */
const TIGHT = "(max-width: 900px)";

interface Props {
  customerId: string | null;
  contact: Contact | undefined;
  size: ReturnType<typeof useSize>;
  /** Begins collapsed. */
  narrow: boolean;
}

/** The assistant area: the customer's earlier calls, to be read and heard while talking. Collapses to a rail. */
export function RecentCalls({ customerId, contact, size, narrow }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(!narrow);
  useEffect(() => {
    const tight = matchMedia(TIGHT);
    const makeRoom = () => tight.matches && setOpen(false);
    makeRoom();
    tight.addEventListener("change", makeRoom);
    return () => tight.removeEventListener("change", makeRoom);
  }, []);
  function toggle(): void {
    writeStored("recent-open", !open);
    setOpen(!open);
  }
  if (!open) {
    return (
      <div className={css.closed}>
        <Button
          type="text"
          aria-label={t("calls.recent.expand")}
          title={t("calls.recent.expand")}
          icon={<DoubleLeftOutlined aria-hidden="true" />}
          onClick={toggle}
        />
      </div>
    );
  }
  return (
    <>
      <Splitter size={size} side="after" area={t("calls.recent.title")} controls="area-recent" />
      <aside id="area-recent" className={css.area} style={{ width: size.value }} aria-label={t("calls.recent.title")}>
        <div className={css.head}>
          <h2>{t("calls.recent.title")}</h2>
          <Button
            type="text"
            size="small"
            aria-label={t("calls.recent.collapse")}
            title={t("calls.recent.collapse")}
            icon={<DoubleRightOutlined aria-hidden="true" />}
            onClick={toggle}
          />
        </div>
        {customerId ? (
          <Calls customerId={customerId} exceptId={contact?.id} />
        ) : (
          <Empty
            icon={<SoundOutlined aria-hidden="true" />}
            title={t("calls.recent.emptyTitle")}
            text={contact ? t("calls.recent.unknownText") : t("calls.recent.emptyText")}
          />
        )}
      </aside>
    </>
  );
}

function Calls({ customerId, exceptId }: { customerId: string; exceptId: string | undefined }) {
  const { t } = useTranslation();
  const track = useInfiniteQuery(trackQuery(customerId));
  if (!track.data) return <NotYet of={track} rows={6} height={30} />;
  const items = track.data.pages
    .flatMap((page) => page.items)
    .flatMap((item) => (item.kind === "call" && item.id !== exceptId ? [item] : []));
  if (items.length === 0)
    return <Empty icon={<SoundOutlined aria-hidden="true" />} title={t("calls.recent.emptyTitle")} text={t("calls.recent.emptyText")} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and often holds nothing that can be focused
    <ul className={css.calls} tabIndex={0} aria-label={t("calls.recent.title")}>
      {items.map((item) => (
        <li key={item.id}>
          <EarlierCall item={item} />
        </li>
      ))}
      {track.hasNextPage && (
        <Button type="link" loading={track.isFetchingNextPage} onClick={() => void track.fetchNextPage()}>
          {t("shell.more")}
        </Button>
      )}
    </ul>
  );
}

function EarlierCall({ item }: { item: Extract<TrackItem, { kind: "call" }> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const mayPlay = useCan("recordings.play");
  const [listening, setListening] = useState(false);
  const result = item.result && item.result in CALL_RESULTS ? CALL_RESULTS[item.result as keyof typeof CALL_RESULTS][language] : null;
  return (
    <>
      <div className={css.line}>
        <strong>{moment(item.at, language)}</strong>
        <span>{item.result === "answered" ? clock(item.talkMs) : result}</span>
        <span className={css.agent}>{item.agentName}</span>
        {item.hasRecording && mayPlay && !listening && (
          <Button type="link" size="small" icon={<SoundOutlined aria-hidden="true" />} onClick={() => setListening(true)}>
            {t("calls.recent.listen")}
          </Button>
        )}
      </div>
      {item.summary && <p>{item.summary}</p>}
      {listening && (
        <Later fallback={<Lines rows={1} height={36} />}>
          <RecordingPlayer callId={item.id} compact />
        </Later>
      )}
    </>
  );
}
