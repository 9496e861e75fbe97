// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only where they are seen cannot be a table's
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself has the focus and names its active row
import { CaretDownOutlined, CaretUpOutlined } from "@ant-design/icons";
import type { TicketListItem, TicketSort } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { memo, type PointerEvent, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { setupQuery } from "../../setup/queries.ts";
import { Mark } from "../../work/marks/marks.tsx";
import { type Column, useColumns } from "./cells.tsx";
import { type Columns, widthOf } from "./chosen-columns.ts";
import { isForList } from "./keys.ts";
import { pressed, sortOf } from "./order.ts";
import css from "./table.module.css";
import { gapAt, movedBy, scrolledTo, windowOf } from "./window.ts";

const ROW = { normal: 36, dense: 28 };
const CHECK_WIDTH = 36;
const CLAIM_WIDTH = 84;

interface Props {
  label: string;
  rows: readonly TicketListItem[];
  columns: Columns;
  /** There are more rows than these. */
  more: boolean;
  sort: TicketSort;
  /** One of my lists, which can be sorted by more. */
  mine: boolean;
  onSort(sort: TicketSort): void;
  activeId: string | null;
  onActive(id: string): void;
  selected: ReadonlySet<string>;
  onSelect(ids: ReadonlySet<string>): void;
  onOpen(id: string): void;
  onPreview(id: string): void;
  onLoadMore(): void;
  /** The flag of a row was pressed. */
  onFlag(row: TicketListItem): void;
  /** Other keys on the active row: claim, transfer. Whether the key meant something. */
  onKey(key: string, row: TicketListItem): boolean;
  /** Offers to claim in each row. */
  onClaim?: ((row: TicketListItem) => void) | undefined;
}

/** Tickets as a grid that draws only what is seen: j/k move, Space previews, x selects, f flags, wherever the focus is; Enter opens the active row. */
export function TicketTable(props: Props) {
  const { t } = useTranslation();
  const { rows, columns, activeId, selected } = props;
  const shown = useColumns(columns.names);
  const { data: setup } = useQuery(setupQuery);
  const box = useRef<HTMLDivElement>(null);
  const { scrollTop, height, follow } = useScroll(box);
  const rowHeight = columns.dense ? ROW.dense : ROW.normal;
  const active = rows.findIndex((row) => row.id === activeId);
  const lastActive = useRef(-1);
  if (active >= 0 || activeId === null) lastActive.current = active;
  const part = windowOf(scrollTop, height, rowHeight, rows.length);
  const widths = [CHECK_WIDTH, ...shown.map(({ name }) => widthOf(name, columns.widths)), ...(props.onClaim ? [CLAIM_WIDTH] : [])];
  const template = widths.map((width, i) => (shown[i - 1]?.name === "title" ? `minmax(${width}px, 1fr)` : `${width}px`)).join(" ");
  const nearEnd = part.to > rows.length - 20;
  const { more, onLoadMore } = props;
  useEffect(() => {
    if (nearEnd && more) onLoadMore();
  }, [nearEnd, more, onLoadMore]);

  function select(id: string): void {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    props.onSelect(next);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target !== box.current && !isForList(event.key, event.target)) return;
    // Space before any row was chosen looks at the first.
    const row = rows[active] ?? (event.key === " " ? rows[0] : undefined);
    const to = movedBy(
      event.key,
      active >= 0 ? active : gapAt(lastActive.current),
      rows.length,
      Math.max(1, Math.floor(height / rowHeight) - 2),
    );
    if (to !== undefined) {
      const target = rows[to];
      if (target) props.onActive(target.id);
      box.current?.scrollTo({ top: scrolledTo(to, scrollTop, height - rowHeight, rowHeight) });
    } else if (!row) return;
    else if (event.key === "Enter") props.onOpen(row.id);
    else if (event.key === " ") props.onPreview(row.id);
    else if (event.key === "x") select(row.id);
    else if (event.key === "f") props.onFlag(row);
    else if (!props.onKey(event.key, row)) return;
    event.preventDefault();
    // The keys that work only here follow at once.
    box.current?.focus({ preventScroll: true });
  }
  // Rows are drawn again only when something of theirs changed: what they call is always the latest.
  const latest = useRef({ ...props, select, onKeyDown });
  latest.current = { ...props, select, onKeyDown };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => latest.current.onKeyDown(event);
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  const calls = useMemo<RowCalls>(
    () => ({
      pick: (id) => latest.current.onPreview(id),
      open: (id) => latest.current.onOpen(id),
      select: (id) => latest.current.select(id),
      flag: (row) => latest.current.onFlag(row),
      claim: (row) => latest.current.onClaim?.(row),
    }),
    [],
  );
  const allSelected = rows.length > 0 && rows.every((row) => selected.has(row.id));
  return (
    <div
      ref={box}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={props.more ? -1 : rows.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={active >= part.from && active < part.to ? `ticket-${activeId}` : undefined}
      className={css.grid}
      data-dense={columns.dense}
      onScroll={follow}
    >
      <div role="row" className={css.headRow} style={{ gridTemplateColumns: template }} aria-rowindex={1}>
        <div role="columnheader" className={css.cell}>
          <input
            type="checkbox"
            ref={(input) => {
              if (input) input.indeterminate = !allSelected && rows.some((row) => selected.has(row.id));
            }}
            checked={allSelected}
            aria-label={t("tickets.columns.selectAll")}
            onChange={() => props.onSelect(allSelected ? new Set() : new Set(rows.map((row) => row.id)))}
          />
        </div>
        {shown.map((column) => {
          const sort = sortOf(column.name, props.mine, (code) => setup?.fields.find((field) => field.code === code)?.indexReady === true);
          // Two columns say when a ticket came: the number shows the order for both.
          const second = column.name === "created" && columns.names.includes("number");
          return (
            <HeadCell
              key={column.name}
              column={column}
              columns={columns}
              sort={sort}
              sorted={sort?.by === props.sort.by && !second ? (props.sort.descending ? "descending" : "ascending") : undefined}
              onSort={(first) => props.onSort(pressed(first, props.sort))}
            />
          );
        })}
        {props.onClaim && (
          <div role="columnheader" className={`${css.cell} ${css.action}`}>
            <span className="sr-only">{t("tickets.columns.action")}</span>
          </div>
        )}
      </div>
      <div
        className={css.body}
        role="rowgroup"
        style={{ height: rows.length * rowHeight, minWidth: widths.reduce((sum, width) => sum + width, 0) }}
      >
        {rows.slice(part.from, part.to).map((row, i) => (
          <Row
            key={row.id}
            row={row}
            index={part.from + i}
            columns={shown}
            template={template}
            height={rowHeight}
            active={row.id === activeId}
            selected={selected.has(row.id)}
            claims={props.onClaim !== undefined}
            calls={calls}
          />
        ))}
      </div>
    </div>
  );
}

interface RowCalls {
  pick(id: string): void;
  open(id: string): void;
  select(id: string): void;
  flag(row: TicketListItem): void;
  claim(row: TicketListItem): void;
}

interface RowProps {
  row: TicketListItem;
  index: number;
  columns: Column[];
  template: string;
  /** px */
  height: number;
  active: boolean;
  selected: boolean;
  /** Offers to claim. */
  claims: boolean;
  calls: RowCalls;
}

/** One turn of the wheel draws forty of them at once: no component of antd in here that is not needed. */
const Row = memo(function Row({ row, index, columns, template, height, active, selected, claims, calls }: RowProps) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the grid's
    <div
      id={`ticket-${row.id}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={css.row}
      data-active={active}
      style={{ gridTemplateColumns: template, height, transform: `translateY(${index * height}px)` }}
      onClick={(event) => !(event.target as Element).closest("a, button, input") && calls.pick(row.id)}
      onDoubleClick={(event) => !(event.target as Element).closest("a, button, input") && calls.open(row.id)}
    >
      <div role="gridcell" className={css.cell}>
        <input
          type="checkbox"
          checked={selected}
          tabIndex={-1}
          aria-label={t("tickets.columns.selectOne", { n: row.number })}
          onChange={() => calls.select(row.id)}
        />
      </div>
      {columns.map((column) => (
        <div key={column.name} role="gridcell" className={css.cell} title={column.name === "title" ? row.title : undefined}>
          {column.name === "flag" ? <FlagButton row={row} onPress={calls.flag} /> : column.render(row)}
        </div>
      ))}
      {claims && (
        <div role="gridcell" className={`${css.cell} ${css.action}`}>
          <Button size="small" className={css.claim} onClick={() => calls.claim(row)}>
            {t("tickets.actions.claim")}
          </Button>
        </div>
      )}
    </div>
  );
});

/** My flag on a row, put there or taken away by one press. */
function FlagButton({ row, onPress }: { row: TicketListItem; onPress(row: TicketListItem): void }) {
  const { t } = useTranslation();
  const name = t("tickets.mark.press", { n: row.number, flag: t(`tickets.flags.${row.mark?.flag ?? "none"}`) });
  return (
    <button type="button" className={css.flag} tabIndex={-1} aria-label={name} aria-pressed={!!row.mark?.flag} onClick={() => onPress(row)}>
      <Mark mark={row.mark} />
    </button>
  );
}

interface HeadProps {
  column: Column;
  columns: Columns;
  /** How its first press sorts; null where nothing can sort by it. */
  sort: TicketSort | null;
  sorted: "ascending" | "descending" | undefined;
  onSort(first: TicketSort): void;
}

function HeadCell({ column, columns, sort, sorted, onSort }: HeadProps) {
  function drag(down: PointerEvent<HTMLSpanElement>): void {
    const handle = down.currentTarget;
    const start = handle.parentElement?.offsetWidth ?? widthOf(column.name, columns.widths);
    handle.setPointerCapture(down.pointerId);
    handle.onpointermove = (move) => columns.resize(column.name, start + move.clientX - down.clientX);
    handle.onpointerup = () => {
      handle.onpointermove = null;
    };
    down.preventDefault();
  }
  return (
    <div role="columnheader" className={css.cell} aria-sort={sorted}>
      {sort ? (
        <button type="button" className={css.sort} onClick={() => onSort(sort)}>
          {column.title}
          {sorted === "ascending" && <CaretUpOutlined aria-hidden="true" />}
          {sorted === "descending" && <CaretDownOutlined aria-hidden="true" />}
        </button>
      ) : column.name === "flag" ? (
        <span className="sr-only">{column.title}</span>
      ) : (
        column.title
      )}
      <span className={css.handle} aria-hidden="true" onPointerDown={drag} />
    </div>
  );
}

/** Where the grid is scrolled to and how high it is, followed while both change. */
function useScroll(box: RefObject<HTMLDivElement | null>) {
  const [at, setAt] = useState({ scrollTop: 0, height: 600 });
  const follow = () => {
    const { scrollTop = 0, clientHeight = 600 } = box.current ?? {};
    setAt((before) => (before.scrollTop === scrollTop && before.height === clientHeight ? before : { scrollTop, height: clientHeight }));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: measures the one box of this table
  useLayoutEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(follow);
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return { ...at, follow };
}
