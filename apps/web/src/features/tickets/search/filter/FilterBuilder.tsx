import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import type { FilterCondition, FilterOperator } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { BY_LABEL } from "../../../../shared/ui/index.ts";
import { setupQuery } from "../../setup/queries.ts";
import { type Built, COLUMNS, type Group, operatorsOf } from "./conditions.ts";
import css from "./filter.module.css";
import { ValueInput } from "./ValueInput.tsx";

interface Props {
  built: Built;
  /** Whether people may be asked for as *me*: not where nobody in particular looks. */
  withMe?: boolean;
  onChange(built: Built): void;
}

/** Conditions on every field, also custom ones, in groups joined by and or or. */
export function FilterBuilder({ built, withMe = true, onChange }: Props) {
  const { t } = useTranslation();
  const setGroup = (index: number, group: Group | null) =>
    onChange({
      ...built,
      groups: built.groups.flatMap((old, i) => (i !== index ? [old] : group && group.conditions.length > 0 ? [group] : [])),
    });
  const fresh: FilterCondition = { field: "state", op: "any_of", values: [] };
  return (
    <div className={css.builder}>
      {built.groups.length > 1 && <Join value={built.join} onChange={(join) => onChange({ ...built, join })} />}
      {built.groups.map((group, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups have no name of their own
        <fieldset key={i} className={css.group}>
          {group.conditions.length > 1 && <Join value={group.join} onChange={(join) => setGroup(i, { ...group, join })} />}
          {group.conditions.map((condition, j) => (
            <ConditionRow
              // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name of their own
              key={j}
              condition={condition}
              withMe={withMe}
              onChange={(next) =>
                setGroup(i, { ...group, conditions: group.conditions.flatMap((old, k) => (k !== j ? [old] : next ? [next] : [])) })
              }
            />
          ))}
          <Button
            type="link"
            size="small"
            icon={<PlusOutlined aria-hidden="true" />}
            onClick={() => setGroup(i, { ...group, conditions: [...group.conditions, fresh] })}
          >
            {t("tickets.search.add")}
          </Button>
        </fieldset>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined aria-hidden="true" />}
        onClick={() => onChange({ ...built, groups: [...built.groups, { join: "all", conditions: [fresh] }] })}
      >
        {t(built.groups.length === 0 ? "tickets.search.add" : "tickets.search.addGroup")}
      </Button>
    </div>
  );
}

function Join({ value, onChange }: { value: "all" | "any"; onChange: (value: "all" | "any") => void }) {
  const { t } = useTranslation();
  return (
    <Segmented
      size="small"
      value={value}
      onChange={onChange}
      options={(["all", "any"] as const).map((join) => ({ value: join, label: t(`tickets.search.${join}`) }))}
    />
  );
}

interface RowProps {
  condition: FilterCondition;
  withMe: boolean;
  onChange(next: FilterCondition | null): void;
}

function ConditionRow({ condition, withMe, onChange }: RowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const fields = setup?.fields ?? [];
  const custom = fields.filter((field) => field.origin !== "system");
  return (
    <div className={css.condition}>
      <Select
        aria-label={t("tickets.search.field")}
        style={{ width: 148 }}
        showSearch={BY_LABEL}
        value={condition.field as string}
        onChange={(name) => {
          const field = name as FilterCondition["field"];
          onChange({ field, op: operatorsOf(field, fields)[0] ?? "contains", values: [] });
        }}
        options={[
          ...COLUMNS.map((value) => ({ value: value as string, label: t(`tickets.search.columns.${value}`) })),
          ...custom.map((field) => ({ value: `f:${field.code}`, label: field.name[language] })),
        ]}
      />
      <Select<FilterOperator>
        aria-label={t("tickets.search.operator")}
        style={{ width: 116 }}
        value={condition.op}
        onChange={(op) => onChange({ ...condition, op, values: [] })}
        options={operatorsOf(condition.field, fields).map((op) => ({ value: op, label: t(`tickets.search.ops.${op}`) }))}
      />
      <ValueInput condition={condition} withMe={withMe} onChange={(values) => onChange({ ...condition, values })} />
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined aria-hidden="true" />}
        aria-label={t("tickets.search.remove")}
        onClick={() => onChange(null)}
      />
    </div>
  );
}
