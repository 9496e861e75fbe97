import { DownloadOutlined } from "@ant-design/icons";
import type { ExportItem } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, Popover } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { figure, useLanguage } from "../../../shared/hooks/index.ts";
import { Failed, Lines, tell } from "../../../shared/ui/index.ts";
import { keepExport } from "../api.ts";
import { showExports } from "../panel.ts";
import css from "./menu.module.css";

/** What is exported, as the feature that owns its rows asks for it. */
export interface ExportAsk {
  /** Names what is asked for among the queries. */
  key: readonly unknown[];
  size(signal: AbortSignal): Promise<{ rows: number; more: boolean; most: number }>;
  /** Sent again with the same id after an answer that got lost, it is still one export. */
  start(exportId: string): Promise<ExportItem>;
  /** How many rows it will be, in words. */
  sizeText(rows: string): string;
}

/** Exports a list as it stands, as an Excel file. Tells how much that is before it begins; what was begun is shown at once in the header. */
export function ExportMenu({ ask }: { ask: ExportAsk }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={<Ask ask={ask} onStarted={() => setOpen(false)} />}
    >
      <Button icon={<DownloadOutlined aria-hidden="true" />} aria-expanded={open}>
        {t("exports.ask.open")}
      </Button>
    </Popover>
  );
}

function Ask({ ask, onStarted }: { ask: ExportAsk; onStarted(): void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const exportId = useRef(crypto.randomUUID());
  const size = useQuery({ queryKey: ["export-size", ...ask.key], queryFn: ({ signal }) => ask.size(signal), staleTime: 0 });

  async function start(): Promise<void> {
    setBusy(true);
    try {
      keepExport(await ask.start(exportId.current));
      onStarted();
      showExports();
    } catch (error) {
      tell("bad", errorText(error, language));
      setBusy(false);
    }
  }
  const rows = size.data?.rows ?? 0;
  const tooMany = size.data !== undefined && rows > size.data.most;
  return (
    <section className={css.choose} aria-label={t("exports.ask.label")}>
      <h3>{t("exports.ask.label")}</h3>
      {size.isPending ? (
        <Lines rows={2} />
      ) : size.isError ? (
        <Failed error={size.error} retry={() => void size.refetch()} />
      ) : rows === 0 ? (
        <p>{t("exports.ask.nothing")}</p>
      ) : tooMany ? (
        <p role="alert">
          {t("exports.ask.tooMany", { n: `${figure(rows, language)}${size.data.more ? "+" : ""}`, most: figure(size.data.most, language) })}
        </p>
      ) : (
        <p>{ask.sizeText(figure(rows, language))}</p>
      )}
      <Button type="primary" block loading={busy} disabled={rows === 0 || tooMany} onClick={() => void start()}>
        {t("exports.ask.start")}
      </Button>
    </section>
  );
}
