import { FileExcelOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Empty, HeaderPanel, PanelList } from "../../../shared/ui/index.ts";
import { exportsQuery } from "../api.ts";
import { isUnderWay } from "../items.ts";
import { showExports, useExportsPanel } from "../panel.ts";
import { followExports } from "../realtime.ts";
import { ExportLine } from "./ExportLine.tsx";

/** My exports in the header, with how many are under way; a click opens them. */
export function ExportsButton() {
  const { t } = useTranslation();
  const open = useExportsPanel((s) => s.open);
  const { data } = useQuery(exportsQuery);
  useEffect(followExports, []);
  const underWay = data?.items.filter(isUnderWay).length ?? 0;
  return (
    <HeaderPanel
      icon={<FileExcelOutlined aria-hidden="true" />}
      label={t("exports.mine")}
      name={underWay > 0 ? t("exports.underWay", { n: underWay }) : t("exports.mine")}
      count={underWay}
      open={open}
      onOpenChange={showExports}
    >
      <ExportsList />
    </HeaderPanel>
  );
}

function ExportsList() {
  const { t } = useTranslation();
  const list = useQuery(exportsQuery);
  return (
    <PanelList
      label={t("exports.mine")}
      list={list}
      empty={<Empty icon={<FileExcelOutlined />} title={t("exports.emptyTitle")} text={t("exports.emptyText")} />}
      note={t("exports.kept")}
    >
      {(list.data?.items ?? []).map((item) => (
        <ExportLine key={item.id} item={item} />
      ))}
    </PanelList>
  );
}
