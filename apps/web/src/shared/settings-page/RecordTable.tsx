import type { MouseEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Empty } from "../ui/index.ts";
import { MoveHandle, useOrder } from "../ui/reorder/index.ts";
import css from "./list.module.css";

export interface Column<Row> {
  key: string;
  title: string;
  cell(row: Row): ReactNode;
}

interface Props<Row> {
  rows: readonly Row[];
  idOf(row: Row): string;
  /** The first column: opens the record, in the panel or at an address of its own. */
  name: { title: string; of(row: Row): string; open(row: Row): void } | { title: string; of(row: Row): string; address(row: Row): string };
  columns: readonly Column<Row>[];
  /** Rows that people put in order. `kind` tells them from what else is dragged on the page; `fixed`: not now. */
  order?: { kind: string; fixed: boolean; save(ids: string[]): Promise<unknown> };
}

/** The records of a page of settings. */
export function RecordTable<Row>({ rows, idOf, name, columns, order }: Props<Row>) {
  const { t } = useTranslation();
  const ordered = useOrder(
    order?.kind ?? "",
    rows.map((row) => ({ id: idOf(row), row })),
    async (ids) => order?.save(ids),
  );
  if (rows.length === 0) return <Empty title={t("settings.list.noneFound")} text={t("settings.list.noneFoundText")} />;
  return (
    <table className={css.table} {...(order && !order.fixed && ordered.list)}>
      <thead>
        <tr>
          {order && <th className={css.grip} aria-label={t("settings.move.column")} />}
          <th scope="col">{name.title}</th>
          {columns.map(({ key, title }) => (
            <th key={key} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ordered.rows.map(({ id, row }, i) => (
          <tr
            key={id}
            {...(order && !order.fixed && ordered.row(i))}
            {...("open" in name && { "data-opens": true, onClick: (event) => isBeside(event) && name.open(row) })}
          >
            {order && <td className={css.grip}>{!order.fixed && <MoveHandle {...ordered.grip(i)} name={name.of(row)} />}</td>}
            <td>
              {"open" in name ? (
                <button type="button" className={css.open} onClick={() => name.open(row)}>
                  {name.of(row)}
                </button>
              ) : (
                <Link className={css.open} to={name.address(row)}>
                  {name.of(row)}
                </Link>
              )}
            </td>
            {columns.map(({ key, cell }) => (
              <td key={key}>{cell(row)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The row was pressed, and nothing in it that does something of its own. */
const isBeside = ({ target }: MouseEvent): boolean => !(target instanceof Element && target.closest("a, button"));
