import { TeamOutlined } from "@ant-design/icons";
import type { QueueCount } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { clock, inLanguage, useLanguage, useNow } from "../../../shared/hooks/index.ts";
import { HeaderPopover, NotYet } from "../../../shared/ui/index.ts";
import { queuesQuery } from "../api/queues.ts";
import css from "./WaitingButton.module.css";

/** How many callers wait in my groups; a click shows them by group. */
export function WaitingButton() {
  const { t } = useTranslation();
  const queues = useQuery(queuesQuery);
  const total = queues.data?.items.reduce((sum, item) => sum + item.waiting, 0);
  return (
    <HeaderPopover placement="bottom" content={<ByGroup />}>
      <Button type="text" className={css.button} title={t("routing.waitingLabel", { n: total ?? 0 })}>
        <TeamOutlined aria-hidden="true" />
        <span className={css.word}>{t("routing.waiting")}</span>
        <b className={css.count} data-some={(total ?? 0) > 0}>
          {total ?? "–"}
        </b>
      </Button>
    </HeaderPopover>
  );
}

function ByGroup() {
  const { t } = useTranslation();
  const queues = useQuery(queuesQuery);
  if (!queues.data) return <NotYet of={queues} rows={3} />;
  const { items } = queues.data;
  if (items.length === 0) return <p className={css.none}>{t("routing.noGroups")}</p>;
  return (
    <ul className={css.groups}>
      {items.map((item) => (
        <Group key={item.skillGroupId} item={item} />
      ))}
      {items.every((item) => item.waiting === 0) && <li className={css.none}>{t("routing.none")}</li>}
    </ul>
  );
}

function Group({ item }: { item: QueueCount }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  return (
    <li className={css.group}>
      <span>{inLanguage(item.name, language)}</span>
      <b data-some={item.waiting > 0} className={css.count}>
        {item.waiting}
      </b>
      <small>{item.longestSince && item.waiting > 0 && t("routing.longest", { time: clock(now - Date.parse(item.longestSince)) })}</small>
    </li>
  );
}
