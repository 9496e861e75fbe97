import type { TicketListItem } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatPhone, moment, useLanguage } from "../../../../shared/hooks/index.ts";
import { fieldOf, valueText } from "../../form/text.ts";
import { useNames } from "../../form/useNames.ts";
import { setupQuery } from "../../setup/queries.ts";
import { DueText, Mark, PriorityMark } from "../../work/marks/marks.tsx";
import { type ColumnName, isColumn } from "./chosen-columns.ts";
import css from "./table.module.css";

export interface Column {
  name: string;
  title: string;
  render(row: TicketListItem): ReactNode;
}

/** The columns of these names, each with its title and how a row is shown in it. Unknown ones (a field that is gone) are left out. */
export function useColumns(names: readonly string[]): Column[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const words = useNames();
  return useMemo(() => {
    const cells: Record<ColumnName, (row: TicketListItem) => ReactNode> = {
      flag: (row) => <Mark mark={row.mark} />,
      number: (row) => (
        <Link to={`/tickets/${row.id}`} tabIndex={-1}>
          {t("tickets.number", { n: row.number })}
        </Link>
      ),
      title: (row) => (
        <>
          {row.priority !== "low" && <PriorityMark priority={row.priority} />} {row.title}
        </>
      ),
      node: (row) => (
        <>
          <span className={css.soft}>{row.type.name[language]} · </span>
          {row.node.name[language]}
        </>
      ),
      state: (row) => t(`tickets.states.${row.state}`),
      priority: (row) => t(`tickets.priorities.${row.priority}`),
      handler: (row) => row.handler?.name ?? <span className={css.soft}>{row.state === "open" ? t("tickets.nobody") : ""}</span>,
      group: (row) => row.group?.name[language],
      customer: (row) => row.customer?.name ?? (row.phone ? formatPhone(row.phone) : ""),
      phone: (row) => row.phone && formatPhone(row.phone),
      category: (row) => row.category?.name[language],
      creator: (row) => row.creator?.name ?? t("tickets.system"),
      due: (row) => <DueText row={row} />,
      changed: (row) => <span className={css.soft}>{moment(row.changedAt, language)}</span>,
      created: (row) => <span className={css.soft}>{moment(row.createdAt, language)}</span>,
      finished: (row) => row.finishedAt && <span className={css.soft}>{moment(row.finishedAt, language)}</span>,
    };
    const fields = new Map(setup?.fields.map((field) => [field.code, field]));
    return names.flatMap((name): Column[] => {
      if (isColumn(name)) return [{ name, title: t(`tickets.columns.${name}`), render: cells[name] }];
      const code = name.slice(2);
      const field = fields.get(code);
      return field ? [{ name, title: field.name[language], render: (row) => valueText(field, fieldOf(row, code), words) }] : [];
    });
  }, [t, language, setup, words, names]);
}
