import { BellOutlined } from "@ant-design/icons";
import { NOTIFICATION_KINDS, type Notification } from "@cloverdesk/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { moment, useLanguage } from "../../../shared/hooks/index.ts";
import { Empty, HeaderPanel, PanelList, tell } from "../../../shared/ui/index.ts";
import { markRead, notificationsQuery } from "../api.ts";
import css from "./notifications.module.css";

/** The bell in the header with the number of unread notifications; a click opens them. */
export function NotificationBell({ onOpen }: { onOpen: (item: Notification) => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { data } = useInfiniteQuery(notificationsQuery);
  const unread = data?.pages[0]?.unread ?? 0;
  return (
    <HeaderPanel
      icon={<BellOutlined aria-hidden="true" />}
      label={t("notifications.label")}
      name={unread > 0 ? t("notifications.unread", { n: unread }) : t("notifications.label")}
      count={unread}
      urgent
      open={open}
      onOpenChange={setOpen}
    >
      <NotificationList
        unread={unread}
        onOpen={(item) => {
          setOpen(false);
          onOpen(item);
        }}
      />
    </HeaderPanel>
  );
}

function NotificationList({ unread, onOpen }: { unread: number; onOpen: (item: Notification) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const list = useInfiniteQuery(notificationsQuery);
  const read = (ids?: string[]) => void markRead(ids).catch((error: unknown) => tell("bad", errorText(error, language)));
  const lines = (list.data?.pages.flatMap((page) => page.items) ?? []).map((item) => (
    <li key={item.id}>
      <Line
        item={item}
        onClick={() => {
          if (!item.readAt) read([item.id]);
          onOpen(item);
        }}
      />
    </li>
  ));
  const more = list.hasNextPage && (
    <li key="more">
      <Button type="link" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {t("shell.more")}
      </Button>
    </li>
  );
  return (
    <PanelList
      label={t("notifications.label")}
      action={
        unread > 0 && (
          <Button type="link" size="small" onClick={() => read()}>
            {t("notifications.readAll")}
          </Button>
        )
      }
      list={list}
      empty={<Empty icon={<BellOutlined />} title={t("notifications.emptyTitle")} text={t("notifications.emptyText")} />}
    >
      {more ? [...lines, more] : lines}
    </PanelList>
  );
}

function Line({ item, onClick }: { item: Notification; onClick: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <button type="button" className={css.line} data-unread={item.readAt === null} onClick={onClick}>
      <span>
        {item.readAt === null && <span className="sr-only">{t("notifications.new")} </span>}
        <strong>{NOTIFICATION_KINDS[item.kind][language]}</strong>
        <time dateTime={item.at}>{moment(item.at, language)}</time>
      </span>
      {item.ticket && (
        <span>
          {t("tickets.number", { n: item.ticket.number })} {item.ticket.title}
        </span>
      )}
      {(item.text || item.by) && <small>{[item.by?.name, item.text].filter(Boolean).join(": ")}</small>}
    </button>
  );
}
