import { NEWEST_FIRST, type TicketSort } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { setupQuery } from "../../setup/queries.ts";

const SORTS = {
  newest: NEWEST_FIRST,
  oldest: { by: "number", descending: false },
  dueFirst: { by: "dueAt", descending: false },
} as const satisfies Record<string, TicketSort>;
const NAMES = Object.keys(SORTS) as (keyof typeof SORTS)[];

/** A sort as the value of an option, and back. */
const keyOf = ({ by, descending }: TicketSort): string => `${descending ? "down" : "up"} ${by}`;
const sortOf = (key: string): TicketSort => {
  const [way = "", by = ""] = key.split(" ");
  return { by: by as TicketSort["by"], descending: way === "down" };
};

interface Props {
  sort: TicketSort | undefined;
  onChange(sort: TicketSort): void;
}

/** The order of a search: by age, by when tickets are due, or by a field that has an index. */
export function SortSelect({ sort = NEWEST_FIRST, onChange }: Props) {
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
  const plain = NAMES.map((name) => ({ value: keyOf(SORTS[name]), label: t(`tickets.search.sorts.${name}`) }));
  return (
    <Select
      aria-label={t("tickets.search.sort")}
      style={{ width: 140 }}
      popupMatchSelectWidth={false}
      value={keyOf(sort)}
      onChange={(key: string) => onChange(sortOf(key))}
      options={byField.length > 0 ? [...plain, { label: t("tickets.search.sortByField"), options: byField }] : plain}
    />
  );
}
