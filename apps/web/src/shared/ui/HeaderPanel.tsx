import { Button } from "antd";
import type { ReactNode } from "react";
import css from "./HeaderPanel.module.css";
import { HeaderPopover } from "./HeaderPopover.tsx";
import { NotYet } from "./States.tsx";

interface ButtonProps {
  icon: ReactNode;
  /** What opens, as the tooltip says it. */
  label: string;
  /** Its accessible name, which also tells the count. */
  name: string;
  /** Nothing is shown at 0. */
  count: number;
  /** Somebody waits for me, not only a machine at work. */
  urgent?: boolean;
  open: boolean;
  onOpenChange(open: boolean): void;
  children: ReactNode;
}

/** A picture in the header with a count; a click opens what is counted. */
export function HeaderPanel({ icon, label, name, count, urgent = false, open, onOpenChange, children }: ButtonProps) {
  return (
    <HeaderPopover open={open} onOpenChange={onOpenChange} content={children}>
      <Button type="text" className={css.button} icon={icon} aria-label={name} title={label} aria-expanded={open}>
        {count > 0 && (
          <span className={css.count} data-urgent={urgent}>
            {count > 99 ? "99+" : count}
          </span>
        )}
      </Button>
    </HeaderPopover>
  );
}

interface ListProps {
  label: string;
  /** Beside the heading. */
  action?: ReactNode;
  list: { data?: unknown; error: unknown; refetch(): unknown };
  /** Shown in place of no rows. */
  empty: ReactNode;
  /** Rows, each a `li`. */
  children: readonly ReactNode[];
  /** Below the rows. */
  note?: ReactNode;
}

/** What a HeaderPanel opens: a heading and rows, or why there are none. */
export function PanelList({ label, action, list, empty, children, note }: ListProps) {
  return (
    <section className={css.box} aria-label={label}>
      <div className={css.head}>
        <h2>{label}</h2>
        {action}
      </div>
      {list.data === undefined ? (
        <NotYet of={list} rows={4} height={32} />
      ) : children.length === 0 ? (
        empty
      ) : (
        <>
          <ul className={css.list}>{children}</ul>
          {note && <p className={css.note}>{note}</p>}
        </>
      )}
    </section>
  );
}
