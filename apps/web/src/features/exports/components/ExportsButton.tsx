import { FileExcelOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Popover } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Empty, Failed, Lines } from "../../../shared/ui/index.ts";
import { exportsQuery } from "../api.ts";
import { isUnderWay } from "../items.ts";
import { showExports, useExportsPanel } from "../panel.ts";
import { followExports } from "../realtime.ts";
import { ExportLine } from "./ExportLine.tsx";
import css from "./exports.module.css";

/** My exports in the header, with how many are under way; a click opens them. */
export function ExportsButton() {
  const { t } = useTranslation();
  const open = useExportsPanel((s) => s.open);
  const { data } = useQuery(exportsQuery);
  useEffect(followExports, []);
  const underWay = data?.items.filter(isUnderWay).length ?? 0;
  return (
    <Popover open={open} onOpenChange={showExports} trigger="click" placement="bottomRight" destroyOnHidden content={<ExportsList />}>
      <Button
        type="text"
        className={css.button}
        icon={<FileExcelOutlined aria-hidden="true" />}
        aria-label={underWay > 0 ? t("exports.underWay", { n: underWay }) : t("exports.mine")}
        title={t("exports.mine")}
        aria-expanded={open}
      >
        {underWay > 0 && <span className={css.count}>{underWay}</span>}
      </Button>
    </Popover>
  );
}

function ExportsList() {
  const { t } = useTranslation();
  const list = useQuery(exportsQuery);
  return (
    <section className={css.box} aria-label={t("exports.mine")}>
      <h2>{t("exports.mine")}</h2>
      {list.isPending ? (
        <Lines rows={3} height={32} />
      ) : list.isError ? (
        <Failed error={list.error} retry={() => void list.refetch()} />
      ) : list.data.items.length === 0 ? (
        <Empty icon={<FileExcelOutlined />} title={t("exports.emptyTitle")} text={t("exports.emptyText")} />
      ) : (
        <ul className={css.list}>
          {list.data.items.map((item) => (
            <ExportLine key={item.id} item={item} />
          ))}
        </ul>
      )}
      {list.data && list.data.items.length > 0 && <p className={css.soft}>{t("exports.kept")}</p>}
    </section>
  );
}
