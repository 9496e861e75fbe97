import { type Callback, type CallbackList, callbackList } from "@cloverdesk/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Empty, NotYet, Phone } from "../../../shared/ui/index.ts";
import { callbacksQuery } from "./api.ts";
import { CallbackDeeds } from "./CallbackDeeds.tsx";
import { CallbackTime } from "./CallbackTime.tsx";
import css from "./callbacks.module.css";

/** Open callbacks: mine, and those that wait in my groups for whoever is free. */
export function CallbackLists() {
  const { t } = useTranslation();
  const [list, setList] = useState<CallbackList>("mine");
  const callbacks = useInfiniteQuery(callbacksQuery(list));
  const items = callbacks.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={css.page}>
      <div className={css.head}>
        <h2>{t("callbacks.label")}</h2>
        <Segmented
          aria-label={t("callbacks.whose")}
          value={list}
          onChange={setList}
          options={callbackList.options.map((value) => ({ value, label: t(`callbacks.lists.${value}`) }))}
        />
      </div>
      {!callbacks.data ? (
        <NotYet of={callbacks} rows={6} height={32} />
      ) : items.length === 0 ? (
        <Empty title={t(`callbacks.empty.${list}.title`)} text={t(`callbacks.empty.${list}.text`)} />
      ) : (
        <table className={css.table}>
          <thead>
            <tr>
              {(["dueAt", "customer", "number", "ticket", "note", "deeds"] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`callbacks.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((callback) => (
              <Line key={callback.id} callback={callback} />
            ))}
          </tbody>
        </table>
      )}
      {callbacks.hasNextPage && (
        <Button type="link" loading={callbacks.isFetchingNextPage} onClick={() => void callbacks.fetchNextPage()}>
          {t("shell.more")}
        </Button>
      )}
    </div>
  );
}

function Line({ callback }: { callback: Callback }) {
  const language = useLanguage();
  const { ticket, number, customer, group, note, dueAt } = callback;
  return (
    <tr>
      <td>
        <CallbackTime dueAt={dueAt} />
      </td>
      <td>{customer?.name}</td>
      <td>
        <Phone number={number} actions={false} />
      </td>
      <td>
        <Link to={`/tickets/${ticket.id}`}>
          #{ticket.number} {ticket.title}
        </Link>
        {group && <small className={css.soft}> {group.name[language]}</small>}
      </td>
      <td>{note}</td>
      <td>
        <CallbackDeeds key={callback.version} callback={{ ...callback, ticketId: ticket.id }} />
      </td>
    </tr>
  );
}
