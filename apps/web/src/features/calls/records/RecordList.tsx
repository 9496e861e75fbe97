import { PlayCircleOutlined } from "@ant-design/icons";
import type { CallRow } from "@cloverdesk/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Table, type TableColumnsType } from "antd";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { clock, moment, useLanguage } from "../../../shared/hooks/index.ts";
import { Empty, Failed, Lines, Phone } from "../../../shared/ui/index.ts";
import { DirectionIcon } from "../components/marks.tsx";
import { resultText } from "../components/result-text.ts";
import { recordsQuery } from "./api.ts";
import { isFiltered, type RecordFilter, toQuery } from "./filter.ts";
import css from "./records.module.css";
import { Waited } from "./Waited.tsx";

interface Props {
  mine: boolean;
  filter: RecordFilter;
  onOpen: (callId: string) => void;
  onClear: () => void;
}

/** Call records as a table that draws only what is seen and loads on while scrolling. */
export function RecordList({ mine, filter, onOpen, onClear }: Props) {
  const { t } = useTranslation();
  const query = useMemo(() => toQuery(filter, mine), [filter, mine]);
  const records = useInfiniteQuery(recordsQuery(query));
  const columns = useColumns(mine);
  const box = useRef<HTMLDivElement>(null);
  const height = useHeight(box);
  useTableRole(box, t(mine ? "calls.records.mine" : "calls.records.all"));
  const rows = useMemo(() => records.data?.pages.flatMap((page) => page.items) ?? [], [records.data]);

  const loadMore = () => records.hasNextPage && !records.isFetchingNextPage && void records.fetchNextPage();
  const body =
    records.isPending || height === 0 ? (
      <Lines rows={12} height={20} gap={16} />
    ) : records.isError && rows.length === 0 ? (
      <Failed error={records.error} retry={() => void records.refetch()} />
    ) : rows.length === 0 ? (
      isFiltered(filter) ? (
        <Empty
          title={t("calls.records.emptyTitle")}
          text={t("calls.records.emptyFiltered")}
          action={<Button onClick={onClear}>{t("calls.records.clear")}</Button>}
        />
      ) : (
        <Empty title={t("calls.records.emptyTitle")} text={t("calls.records.emptyText")} />
      )
    ) : (
      <Table<CallRow>
        virtual
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={rows}
        pagination={false}
        scroll={{ x: columns.reduce((sum, c) => sum + Number(c.width ?? 0), 0), y: height - 40 }}
        rowClassName={css.row}
        onRow={(row) => ({
          role: "row",
          tabIndex: 0,
          onClick: (event) => !(event.target as Element).closest("button") && onOpen(row.id),
          onKeyDown: (event) => event.key === "Enter" && event.target === event.currentTarget && onOpen(row.id),
        })}
        onScroll={(event) => {
          const target = event.currentTarget;
          if (target.scrollTop + target.clientHeight > target.scrollHeight - 600) loadMore();
        }}
      />
    );
  return (
    <>
      <div ref={box} className={css.table}>
        {body}
      </div>
      <div className={css.foot} aria-live="polite">
        {rows.length > 0 &&
          (records.hasNextPage ? t("calls.records.countMore", { n: rows.length }) : t("calls.records.count", { n: rows.length }))}
        {records.isFetchingNextPage && ` · ${t("calls.records.loadingMore")}`}
        {records.isFetchNextPageError && (
          <Button type="link" size="small" onClick={() => void records.fetchNextPage()}>
            {t("shell.state.retry")}
          </Button>
        )}
      </div>
    </>
  );
}

/** The virtual body is made of plain boxes: says that they are a table. */
function useTableRole(box: React.RefObject<HTMLDivElement | null>, name: string): void {
  useEffect(() => {
    const body = box.current?.querySelector(".ant-table-tbody-virtual");
    body?.setAttribute("role", "table");
    body?.setAttribute("aria-label", name);
  });
}

/** The height that is left for the table, followed while the window changes. */
function useHeight(box: React.RefObject<HTMLDivElement | null>): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => setHeight(Math.floor(entry?.contentRect.height ?? 0)));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  return height;
}

function useColumns(mine: boolean): TableColumnsType<CallRow> {
  const { t } = useTranslation();
  const language = useLanguage();
  return useMemo(() => {
    const columns: (TableColumnsType<CallRow>[number] | false)[] = [
      { title: t("calls.records.time"), width: 148, className: css.time, render: (_, row) => moment(row.startedAt, language) },
      { title: t("calls.records.direction"), width: 84, align: "center", render: (_, row) => <DirectionIcon contact={row} /> },
      { title: t("calls.records.number"), width: 186, render: (_, row) => <Phone number={row.number} full={row.numberFull} /> },
      { title: t("calls.records.customer"), width: 110, ellipsis: true, render: (_, row) => row.customer?.name ?? "" },
      !mine && { title: t("calls.records.agent"), width: 96, ellipsis: true, render: (_, row) => row.agent?.name ?? "" },
      {
        title: t("calls.records.result"),
        width: 150,
        ellipsis: true,
        render: (_, row) => (row.result ? resultText(row, t, language) : t(`calls.states.${row.state}`)),
      },
      { title: t("calls.records.wait"), width: 68, align: "right", render: (_, row) => <Waited row={row} /> },
      { title: t("calls.records.talk"), width: 68, align: "right", render: (_, row) => clock(row.timings.talkMs) },
      {
        title: t("calls.records.recording"),
        width: 90,
        align: "center",
        render: (_, row) =>
          row.hasRecording && (
            <PlayCircleOutlined className={css.link} title={t("calls.records.recording")} aria-label={t("calls.records.recording")} />
          ),
      },
      {
        title: t("calls.records.summary"),
        width: 92,
        render: (_, row) => (
          <span className={row.summaryState === "saved" ? undefined : css.soft}>
            {t(`calls.records.summaryStates.${row.summaryState}`)}
          </span>
        ),
      },
      { title: t("calls.records.hotline"), width: 120, ellipsis: true, render: (_, row) => row.hotline?.name[language] ?? "" },
      { title: t("calls.records.group"), width: 110, ellipsis: true, render: (_, row) => row.skillGroup?.name[language] ?? "" },
    ];
    return columns.filter((column) => column !== false).map((column) => ({ ...column, onCell: () => ({ role: "cell" }) }));
  }, [t, language, mine]);
}
