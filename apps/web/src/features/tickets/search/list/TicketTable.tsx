// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only where they are seen cannot be a table's
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself has the focus and names its active row
import type { TicketListItem } from "@cloverdesk/contracts";
import { Button } from "antd";
import { type KeyboardEvent, memo, type PointerEvent, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Column, useColumns } from "./cells.tsx";
import { type Columns, widthOf } from "./chosen-columns.ts";
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
  activeId: string | null;
  onActive(id: string): void;
  selected: ReadonlySet<string>;
  onSelect(ids: ReadonlySet<string>): void;
  onOpen(id: string): void;
  onPreview(id: string): void;
  onLoadMore(): void;
  /** Other keys on the active row: claim, transfer. Whether the key meant something. */
  onKey(key: string, row: TicketListItem): boolean;
  /** Offers to claim in each row. */
  onClaim?: ((row: TicketListItem) => void) | undefined;
}

/** Tickets as a grid that draws only what is seen: j/k move, Enter opens, Space previews, x selects. */
export function TicketTable(props: Props) {
  const { t } = useTranslation();
  const { rows, columns, activeId, selected } = props;
  const shown = useColumns(columns.names);
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
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[active];
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
    else if (!props.onKey(event.key, row)) return;
    event.preventDefault();
  }
  // Rows are drawn again only when something of theirs changed: what they call is always the latest.
  const latest = useRef({ ...props, select });
  latest.current = { ...props, select };
  const calls = useMemo<RowCalls>(
    () => ({
      pick: (id) => latest.current.onPreview(id),
      open: (id) => latest.current.onOpen(id),
      select: (id) => latest.current.select(id),
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
      onKeyDown={onKeyDown}
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
        {shown.map((column) => (
          <HeadCell key={column.name} column={column} columns={columns} />
        ))}
        {props.onClaim && (
          <div role="columnheader" className={css.cell}>
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
          {column.render(row)}
        </div>
      ))}
      {claims && (
        <div role="gridcell" className={css.cell}>
          <Button size="small" className={css.claim} onClick={() => calls.claim(row)}>
            {t("tickets.actions.claim")}
          </Button>
        </div>
      )}
    </div>
  );
});

function HeadCell({ column, columns }: { column: Column; columns: Columns }) {
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
    <div role="columnheader" className={css.cell}>
      {column.name === "flag" ? <span className="sr-only">{column.title}</span> : column.title}
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
