import { type FieldOption, type FilterCondition, type Language, PRIORITIES, ticketSource, ticketState } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { DatePicker, Input, Select } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { BY_LABEL } from "../../../../shared/ui/index.ts";
import { NumberInput } from "../../../../shared/ui/NumberInput.tsx";
import { categoriesQuery, everyCategory } from "../../../categories/index.ts";
import { setupQuery } from "../../setup/queries.ts";
import { kindOf } from "./conditions.ts";

interface Choice {
  value: string;
  label: string;
}
interface Props {
  condition: FilterCondition;
  withMe: boolean;
  onChange(values: FilterCondition["values"]): void;
}

/** What a condition compares with, by the field's kind. */
export function ValueInput({ condition, withMe, onChange }: Props) {
  const { t } = useTranslation();
  const { data: setup } = useQuery(setupQuery);
  const choices = useChoices(condition.field, withMe);
  const { op, values } = condition;
  const label = t("tickets.search.value");
  if (op === "empty" || op === "filled") return null;
  const kind = kindOf(condition.field, setup?.fields ?? []);
  if (kind === "choice" || kind === "person") {
    return (
      <Select
        mode="multiple"
        aria-label={label}
        style={{ flex: 1, minWidth: 140 }}
        maxTagCount="responsive"
        showSearch={BY_LABEL}
        value={values.map(String)}
        onChange={onChange}
        options={choices}
      />
    );
  }
  if (kind === "switch") {
    return (
      <Select
        aria-label={label}
        style={{ width: 100 }}
        value={values[0] === undefined ? null : String(values[0])}
        onChange={(value) => onChange([value === "true"])}
        options={[
          { value: "true", label: t("tickets.yes") },
          { value: "false", label: t("tickets.no") },
        ]}
      />
    );
  }
  if (op === "within_days") {
    return (
      <NumberInput
        aria-label={label}
        suffix={t("tickets.search.days")}
        style={{ width: 120 }}
        min={-3650}
        max={3650}
        value={values[0] === undefined ? null : Number(values[0])}
        onChange={(days) => onChange(days === null ? [] : [days])}
      />
    );
  }
  const at = (index: number, value: string | number) => {
    const next = [values[0] ?? "", values[1] ?? ""].slice(0, op === "between" ? 2 : 1);
    next[index] = value;
    onChange(next);
  };
  const part = (index: number, name: string) =>
    kind === "date" ? (
      <DatePicker
        key={index}
        aria-label={name}
        placeholder={name}
        value={values[index] ? dayjs(String(values[index])) : null}
        onChange={(day) => at(index, day ? dateValue(condition.field, day, op === "at_most" || index === 1) : "")}
      />
    ) : kind === "number" ? (
      <NumberInput
        key={index}
        aria-label={name}
        placeholder={name}
        value={values[index] === "" || values[index] === undefined ? null : Number(values[index])}
        onChange={(value) => at(index, value ?? "")}
      />
    ) : (
      <Input
        key={index}
        aria-label={name}
        style={{ flex: 1 }}
        value={String(values[index] ?? "")}
        onChange={(event) => at(index, event.target.value)}
      />
    );
  return op === "between" ? [part(0, t("tickets.search.from")), part(1, t("tickets.search.to"))] : part(0, label);
}

/** Columns are moments and include the whole day; fields are days without a time zone. */
function dateValue(field: FilterCondition["field"], day: dayjs.Dayjs, end: boolean): string {
  if (field.startsWith("f:")) return day.format("YYYY-MM-DD");
  return (end ? day.endOf("day") : day.startOf("day")).toISOString();
}

/** What can be chosen for a column or field. */
export function useChoices(name: FilterCondition["field"], withMe = false): Choice[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const categories = useQuery({ ...categoriesQuery, enabled: name === "category" });
  const me = { value: "me", label: t("tickets.search.me") };
  const people = () => [...(withMe ? [me] : []), ...(setup?.people ?? []).map((person) => ({ value: person.id, label: person.name }))];
  switch (name) {
    case "type":
      return (setup?.types ?? []).map((type) => ({ value: type.id, label: type.name[language] }));
    case "node":
      return (setup?.nodes ?? []).map(({ typeId, code, name }) => {
        const type = setup?.types.find(({ id }) => id === typeId);
        return { value: `${typeId}/${code}`, label: `${type?.name[language] ?? ""} › ${name[language]}` };
      });
    case "group":
      return (setup?.groups ?? []).map((group) => ({ value: group.id, label: group.name[language] }));
    case "state":
      return ticketState.options.map((value) => ({ value, label: t(`tickets.states.${value}`) }));
    case "priority":
      return PRIORITIES.map((value) => ({ value, label: t(`tickets.priorities.${value}`) }));
    case "source":
      return ticketSource.options.map((value) => ({ value, label: t(`tickets.sources.${value}`) }));
    case "category":
      return everyCategory(categories.data?.items ?? [], language, t("tickets.search.disabled"));
    case "handler":
    case "creator":
      return people();
  }
  const field = setup?.fields.find((each) => `f:${each.code}` === name);
  if (field?.kind === "user") return people();
  return levelsOf(field?.options ?? [], language, t("tickets.search.disabled"));
}

/** Options of every level, as `Refund › Logistics`; a code that stands in several places is offered once, since it finds them all. */
function levelsOf(options: readonly FieldOption[], language: Language, disabled: string): Choice[] {
  const labels = new Map<string, string[]>();
  const walk = (level: readonly FieldOption[], above: string[], used: boolean): void => {
    for (const { code, name, active, children } of level) {
      const path = [...above, name[language]];
      const label = used && active ? path.join(" › ") : `${path.join(" › ")} (${disabled})`;
      labels.set(code, [...(labels.get(code) ?? []), label]);
      walk(children ?? [], path, used && active);
    }
  };
  walk(options, [], true);
  return [...labels].map(([value, all]) => ({ value, label: all.join(" / ") }));
}
