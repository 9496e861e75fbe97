import { BellOutlined } from "@ant-design/icons";
import { NOTIFICATION_KINDS, type Notification } from "@cloverdesk/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { moment, useLanguage } from "../../../shared/hooks/index.ts";
import { Empty, Failed, Lines, tell } from "../../../shared/ui/index.ts";
import { markRead, notificationsQuery } from "../api.ts";
import css from "./notifications.module.css";

/** The bell in the header with the number of unread notifications; a click opens them. */
export function NotificationBell({ onOpen }: { onOpen: (item: Notification) => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { data } = useInfiniteQuery(notificationsQuery);
  const unread = data?.pages[0]?.unread ?? 0;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={
        <NotificationList
          unread={unread}
          onOpen={(item) => {
            setOpen(false);
            onOpen(item);
          }}
        />
      }
    >
      <Button
        type="text"
        className={css.bell}
        icon={<BellOutlined aria-hidden="true" />}
        aria-label={unread > 0 ? t("notifications.unread", { n: unread }) : t("notifications.label")}
        title={t("notifications.label")}
        aria-expanded={open}
      >
        {unread > 0 && <span className={css.count}>{unread > 99 ? "99+" : unread}</span>}
      </Button>
    </Popover>
  );
}

function NotificationList({ unread, onOpen }: { unread: number; onOpen: (item: Notification) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const list = useInfiniteQuery(notificationsQuery);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const read = (ids?: string[]) => void markRead(ids).catch((error: unknown) => tell("bad", errorText(error, language)));
  return (
    <section className={css.box} aria-label={t("notifications.label")}>
      <div className={css.head}>
        <h2>{t("notifications.label")}</h2>
        {unread > 0 && (
          <Button type="link" size="small" onClick={() => read()}>
            {t("notifications.readAll")}
          </Button>
        )}
      </div>
      {list.isPending ? (
        <Lines rows={4} height={32} />
      ) : list.isError ? (
        <Failed error={list.error} retry={() => void list.refetch()} />
      ) : items.length === 0 ? (
        <Empty icon={<BellOutlined />} title={t("notifications.emptyTitle")} text={t("notifications.emptyText")} />
      ) : (
        <ul className={css.list}>
          {items.map((item) => (
            <li key={item.id}>
              <Line
                item={item}
                onClick={() => {
                  if (!item.readAt) read([item.id]);
                  onOpen(item);
                }}
              />
            </li>
          ))}
          {list.hasNextPage && (
            <li>
              <Button type="link" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {t("shell.more")}
              </Button>
            </li>
          )}
        </ul>
      )}
    </section>
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
