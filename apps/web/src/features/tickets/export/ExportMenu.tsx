import { DownloadOutlined } from "@ant-design/icons";
import { ticketExportEndpoints } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, Popover } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Failed, Lines, tell } from "../../../shared/ui/index.ts";
import type { ListSource } from "../search/queries.ts";
import css from "./export.module.css";

interface Props {
  source: ListSource;
  /** Name of the list or view: the file is called by it. */
  title: string;
  columns: readonly string[];
  onStarted(): void;
}

/** Exports the list as it stands, in its order and with its columns, as an Excel file. Tells how much that is before it begins. */
export function ExportMenu(props: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={
        <Ask
          {...props}
          onStarted={() => {
            setOpen(false);
            props.onStarted();
          }}
        />
      }
    >
      <Button icon={<DownloadOutlined aria-hidden="true" />} aria-expanded={open}>
        {t("tickets.export.open")}
      </Button>
    </Popover>
  );
}

function Ask({ source: list, title, columns, onStarted }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  // Sent again after an answer that got lost, it is still one export.
  const exportId = useRef(crypto.randomUUID());
  const source = "mine" in list ? { list: list.mine } : list.search;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const size = useQuery({
    queryKey: ["tickets", "export-size", source],
    queryFn: ({ signal }) => call(ticketExportEndpoints.size, { body: { source } }, { signal }),
    staleTime: 0,
  });
  const figure = (n: number) => n.toLocaleString(language === "zh" ? "zh-CN" : "en-GB");

  async function start(): Promise<void> {
    setBusy(true);
    try {
      const body = { source, title, columns: [...columns], language, timeZone };
      await call(ticketExportEndpoints.start, { params: { exportId: exportId.current }, body });
      onStarted();
    } catch (error) {
      tell("bad", errorText(error, language));
      setBusy(false);
    }
  }
  const rows = size.data?.rows ?? 0;
  const tooMany = size.data !== undefined && rows > size.data.most;
  return (
    <section className={css.choose} aria-label={t("tickets.export.label")}>
      <h3>{t("tickets.export.label")}</h3>
      {size.isPending ? (
        <Lines rows={2} />
      ) : size.isError ? (
        <Failed error={size.error} retry={() => void size.refetch()} />
      ) : rows === 0 ? (
        <p>{t("tickets.export.nothing")}</p>
      ) : tooMany ? (
        <p role="alert">
          {t("tickets.export.tooMany", { n: `${figure(rows)}${size.data.more ? "+" : ""}`, most: figure(size.data.most) })}
        </p>
      ) : (
        <p>{t("tickets.export.size", { n: figure(rows), columns: columns.length, zone: timeZone })}</p>
      )}
      <Button type="primary" block loading={busy} disabled={rows === 0 || tooMany} onClick={() => void start()}>
        {t("tickets.export.start")}
      </Button>
    </section>
  );
}
