import { FilterOutlined } from "@ant-design/icons";
import type { TicketFilter } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { setupQuery } from "../../setup/queries.ts";
import { type Built, countOf, fromFilter, NOTHING, toFilter } from "./conditions.ts";
import { FilterBuilder } from "./FilterBuilder.tsx";
import css from "./filter.module.css";

interface Props {
  filter: TicketFilter | undefined;
  onChange(filter: TicketFilter | undefined): void;
}

/** The filter of a list, built in a panel below its button. */
export function FilterButton({ filter, onChange }: Props) {
  const { t } = useTranslation();
  const { data: setup } = useQuery(setupQuery);
  const [open, setOpen] = useState(false);
  // Conditions not applied yet outlive a click beside the form, until the search has another filter.
  const applied = JSON.stringify(filter);
  const [begun, setBegun] = useState<{ built: Built; over: string | undefined } | null>(null);
  const shown = fromFilter(filter);
  const filtered = filter !== undefined;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      destroyOnHidden
      content={
        <FilterForm
          built={begun && begun.over === applied ? begun.built : (shown ?? NOTHING)}
          beyond={shown === null}
          onChange={(built) => setBegun({ built, over: applied })}
          onApply={(built) => {
            setBegun(null);
            onChange(toFilter(built, setup?.fields ?? []));
            setOpen(false);
          }}
        />
      }
    >
      <Button icon={<FilterOutlined aria-hidden="true" />} type={filtered ? "primary" : "default"} ghost={filtered} aria-expanded={open}>
        {filtered ? t("tickets.search.conditions", { n: countOf(shown ?? NOTHING) || 1 }) : t("tickets.search.filter")}
      </Button>
    </Popover>
  );
}

interface FormProps {
  built: Built;
  /** The filter in force is more than can be built here. */
  beyond: boolean;
  onChange(built: Built): void;
  onApply(built: Built): void;
}

function FilterForm({ built, beyond, onChange, onApply }: FormProps) {
  const { t } = useTranslation();
  return (
    <form
      aria-label={t("tickets.search.filter")}
      onSubmit={(event) => {
        event.preventDefault();
        onApply(built);
      }}
    >
      {beyond && <Alert type="info" showIcon title={t("tickets.search.beyond")} className={css.beyond} />}
      <FilterBuilder built={built} onChange={onChange} />
      <div className={css.foot}>
        <Button type="primary" htmlType="submit">
          {t("tickets.search.apply")}
        </Button>
        <Button onClick={() => onApply(NOTHING)}>{t("tickets.search.clear")}</Button>
      </div>
    </form>
  );
}
