import { CloseOutlined } from "@ant-design/icons";
import { type MyList, NEWEST_FIRST, type TicketListItem, type TicketSort } from "@cloverdesk/contracts";
import { hashKey, useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { errorText, useSession } from "../../../../shared/api/index.ts";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { Empty, Failed, Lines, Splitter, tell, useSize } from "../../../../shared/ui/index.ts";
import { claim, mark } from "../../work/commands.ts";
import { flagPressed } from "../../work/marks/flag.ts";
import { type ListSource, listQuery } from "../queries.ts";
import css from "./area.module.css";
import { BulkBar } from "./BulkBar.tsx";
import { ColumnsMenu } from "./ColumnsMenu.tsx";
import { type Columns, fieldsAmong } from "./chosen-columns.ts";
import { unclaimable } from "./claiming.ts";
import { TicketTable } from "./TicketTable.tsx";

interface Props {
  source: ListSource;
  label: string;
  columns: Columns;
  /** What is to be known of the list before it is read. */
  notice?: string | null;
  /** Left of the list's own buttons: search, filter. */
  tools?: ReactNode;
  /** Beside the choice of columns: export. */
  more?: ReactNode;
  empty: ReactNode;
  mayWork: boolean;
  /** The head of a column was pressed. */
  onSort(sort: TicketSort): void;
  onOpen(ticketId: string): void;
  /** The ticket beside the list; `panel` opens with it. */
  preview(ticketId: string, panel: "transfer" | null): ReactNode;
}

const NONE: ReadonlySet<string> = new Set();

/** A list of tickets with its bulk bar and, when asked for, the active ticket beside it. */
export function TicketList({ source, label, notice = null, columns, tools, more, empty, mayWork, onSort, onOpen, preview }: Props) {
  const { t } = useTranslation();
  // A column that is added reads the list again; the rows stand until it is there.
  const list = useInfiniteQuery({
    ...listQuery(source, fieldsAmong(columns.names)),
    placeholderData: (before, query) => (hashKey([query?.queryKey[2]]) === hashKey([source]) ? before : undefined),
  });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const [activeId, setActive] = useState<string | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(NONE);
  // Another search is another list: what was selected in the one before cannot be seen any more.
  const place = JSON.stringify(source);
  const [shownPlace, setShownPlace] = useState(place);
  if (shownPlace !== place) {
    setShownPlace(place);
    setSelected(NONE);
    setActive(null);
  }
  const chosen = useMemo(() => rows.filter(({ id }) => selected.has(id)), [rows, selected]);
  const [beside, setBeside] = useState<{ id: string; panel: "transfer" | null } | null>(null);
  const size = useSize("ticket-preview", 440, 360, 760);
  const waits = "mine" in source && source.mine === "waiting" && mayWork;
  const claimRow = useClaim(waits);
  const flagRow = useFlag();
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isFetchNextPageError } = list;
  const loadMore = useCallback(() => {
    if (!isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  function activate(id: string): void {
    setActive(id);
    if (beside) setBeside({ id, panel: null });
  }
  function onKey(key: string, row: TicketListItem): boolean {
    if (key === "c") claimRow(row);
    else if (key === "t" && mayWork) setBeside({ id: row.id, panel: "transfer" });
    else if (key === "Escape") setBeside(null);
    else return false;
    return true;
  }
  return (
    <div className={css.area}>
      <section className={css.middle} aria-label={label}>
        <div className={css.top}>
          <div className={css.bar}>
            <h2>{label}</h2>
            {tools}
            <span className={css.spring} />
            {more}
            <ColumnsMenu columns={columns} />
          </div>
          <BulkBar
            chosen={chosen}
            waits={waits}
            mayWork={mayWork}
            onDone={(done) => setSelected((old) => new Set([...old].filter((id) => !done.has(id))))}
          />
        </div>
        {notice && (
          <p className={css.notice} role="status">
            {notice}
          </p>
        )}
        {list.isPending ? (
          <div className={css.scroll}>
            <Lines rows={12} height={20} gap={16} />
          </div>
        ) : list.isError && rows.length === 0 ? (
          <Failed error={list.error} retry={() => void list.refetch()} />
        ) : rows.length === 0 ? (
          <div className={css.scroll}>{empty}</div>
        ) : (
          <TicketTable
            label={label}
            rows={rows}
            columns={columns}
            more={hasNextPage}
            sort={source.search.sort ?? NEWEST_FIRST}
            mine={"mine" in source}
            onSort={onSort}
            activeId={activeId}
            onActive={activate}
            selected={selected}
            onSelect={setSelected}
            onOpen={onOpen}
            onPreview={(id) => {
              setActive(id);
              setBeside((before) => (before?.id === id ? null : { id, panel: null }));
            }}
            onLoadMore={loadMore}
            onFlag={flagRow}
            onKey={onKey}
            onClaim={waits ? claimRow : undefined}
          />
        )}
        <div className={css.foot}>
          <span aria-live="polite">
            {rows.length > 0 && t(hasNextPage ? "tickets.countMore" : "tickets.count", { n: rows.length })}
            {isFetchingNextPage && ` · ${t("tickets.loadingMore")}`}
            {isFetchNextPageError && (
              <Button type="link" size="small" onClick={() => void fetchNextPage()}>
                {t("shell.state.retry")}
              </Button>
            )}
          </span>
          <span>{t("tickets.keys")}</span>
        </div>
      </section>
      {beside && (
        <>
          <Splitter size={size} side="after" area={t("tickets.preview")} controls="ticket-preview" />
          <aside id="ticket-preview" className={css.preview} style={{ width: size.value }} aria-label={t("tickets.preview")}>
            <div className={css.previewBar}>
              <Link to={`/tickets/${beside.id}`}>{t("tickets.openPage")}</Link>
              <Button
                type="text"
                icon={<CloseOutlined aria-hidden="true" />}
                aria-label={t("tickets.closePreview")}
                onClick={() => setBeside(null)}
              />
            </div>
            <div className={css.scroll}>{preview(beside.id, beside.panel)}</div>
          </aside>
        </>
      )}
    </div>
  );
}

/** Claims a row, or says why it cannot be claimed. What is in the list of the waiting can be: only the server knows better. */
function useClaim(waits: boolean): (row: TicketListItem) => void {
  const { t } = useTranslation();
  const language = useLanguage();
  const me = useSession((s) => s.session?.me ?? null);
  return (row) => {
    const why = waits ? null : unclaimable(row, me);
    if (why) return tell("info", t(`tickets.claiming.${why}`, { n: row.number, name: row.handler?.name ?? "" }));
    void claim(row.id).then(
      () => tell("good", t("tickets.actions.claimed", { n: row.number })),
      (error: unknown) => tell("bad", errorText(error, language)),
    );
  };
}

/** Flags a row, or takes its flag away. */
function useFlag(): (row: TicketListItem) => void {
  const language = useLanguage();
  return (row) => void mark(row.id, flagPressed(row.mark)).catch((error: unknown) => tell("bad", errorText(error, language)));
}

/** The empty state of a list. */
export function EmptyList({ of, action }: { of: MyList | "search"; action?: ReactNode }) {
  const { t } = useTranslation();
  return <Empty title={t(`tickets.empty.${of}.title`)} text={t(`tickets.empty.${of}.text`)} action={action} />;
}
