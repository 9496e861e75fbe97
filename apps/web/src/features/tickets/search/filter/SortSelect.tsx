import { type FilterColumn, NEWEST_FIRST, type TicketSort } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { setupQuery } from "../../setup/queries.ts";

const SORTS = {
  newest: NEWEST_FIRST,
  oldest: { by: "number", descending: false },
  dueFirst: { by: "dueAt", descending: false },
  urgentFirst: { by: "priority", descending: true },
  changedLast: { by: "changedAt", descending: true },
} as const satisfies Record<string, TicketSort>;
type SortName = keyof typeof SORTS;
const EVERYWHERE: SortName[] = ["newest", "oldest", "dueFirst"];
const IN_MY_LISTS: SortName[] = ["dueFirst", "urgentFirst", "changedLast", "newest", "oldest"];

/** A sort as the value of an option, and back. */
const keyOf = ({ by, descending }: TicketSort): string => `${descending ? "down" : "up"} ${by}`;
const sortOf = (key: string): TicketSort => {
  const [way = "", by = ""] = key.split(" ");
  return { by: by as TicketSort["by"], descending: way === "down" };
};

interface Props {
  sort: TicketSort | undefined;
  /** Of one of my lists, which has more orders. */
  mine?: boolean;
  onChange(sort: TicketSort): void;
}

/** The order of a search: by age, by when tickets are due, or by a field that has an index. An order chosen at the head of a column is shown as well. */
export function SortSelect({ sort = NEWEST_FIRST, mine = false, onChange }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const fields = setup?.fields.filter(({ active, indexReady }) => active && indexReady) ?? [];
  const ways = (["up", "down"] as const).map((way) => ({ way, descending: way === "down" }));
  const byField = fields.flatMap(({ code, name }) =>
    ways.map(({ way, descending }) => ({
      value: keyOf({ by: `f:${code}`, descending }),
      label: t(`tickets.search.sortWays.${way}`, { field: name[language] }),
    })),
  );
  const plain = (mine ? IN_MY_LISTS : EVERYWHERE).map((name) => ({ value: keyOf(SORTS[name]), label: t(`tickets.search.sorts.${name}`) }));
  const column = !sort.by.startsWith("f:") && !plain.some(({ value }) => value === keyOf(sort)) && (sort.by as FilterColumn);
  if (column) {
    const words = { field: t(`tickets.search.columns.${column}`) };
    plain.push({ value: keyOf(sort), label: t(`tickets.search.sortWays.${sort.descending ? "down" : "up"}`, words) });
  }
  return (
    <Select
      aria-label={t("tickets.search.sort")}
      style={{ width: 140 }}
      popupMatchSelectWidth={false}
      value={keyOf(sort)}
      onChange={(key: string) => onChange(sortOf(key))}
      options={
        byField.length > 0
          ? [...plain, { label: t(mine ? "tickets.search.sortByFieldHere" : "tickets.search.sortByField"), options: byField }]
          : plain
      }
    />
  );
}
