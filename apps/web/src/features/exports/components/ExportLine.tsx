import { DownloadOutlined } from "@ant-design/icons";
import type { ExportItem } from "@cloverdesk/contracts";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { figure, moment, sizeText, useLanguage } from "../../../shared/hooks/index.ts";
import { tell } from "../../../shared/ui/index.ts";
import { cancelExport, fetchFile, retryExport } from "../api.ts";
import css from "./exports.module.css";

/** One export: how far it is, and what can be done with it. */
export function ExportLine({ item }: { item: ExportItem }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const progress = { rows: figure(item.rows, language), total: figure(Math.max(item.total, item.rows), language) };

  async function run(deed: Promise<void>): Promise<void> {
    setBusy(true);
    try {
      await deed;
    } catch (error) {
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  const said = {
    waiting: t("exports.states.waiting"),
    running: t("exports.states.running", progress),
    done: t("exports.states.done", { rows: progress.rows, size: sizeText(item.bytes ?? 0) }),
    failed: item.failure?.title[language] ?? t("exports.states.failed"),
    cancelled: t("exports.states.cancelled"),
  };
  return (
    <li className={css.line} data-state={item.state} aria-label={item.title}>
      <div className={css.what}>
        <strong title={item.fileName}>{item.title}</strong>
        <time dateTime={item.askedAt}>{moment(item.askedAt, language)}</time>
      </div>
      {item.state === "running" && (
        <div
          role="progressbar"
          className={css.bar}
          aria-label={item.title}
          aria-valuemin={0}
          aria-valuemax={Math.max(item.total, 1)}
          aria-valuenow={item.rows}
          aria-valuetext={said.running}
        >
          <span style={{ width: `${Math.min(100, (100 * item.rows) / Math.max(item.total, 1))}%` }} />
        </div>
      )}
      <div className={css.what}>
        <span className={css.said} role={item.state === "failed" ? "alert" : undefined}>
          {said[item.state]}
        </span>
        {item.can.cancel && (
          <Button type="link" size="small" loading={busy} onClick={() => void run(cancelExport(item.id))}>
            {t("exports.cancel")}
          </Button>
        )}
        {item.can.retry && (
          <Button type="link" size="small" loading={busy} onClick={() => void run(retryExport(item.id))}>
            {t("exports.retry")}
          </Button>
        )}
        {item.can.download && (
          <Button
            type="link"
            size="small"
            icon={<DownloadOutlined aria-hidden="true" />}
            loading={busy}
            onClick={() => void run(fetchFile(item))}
          >
            {t("exports.download")}
          </Button>
        )}
      </div>
    </li>
  );
}
