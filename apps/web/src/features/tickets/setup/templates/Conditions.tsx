import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import type { FieldOption, Language, TicketField, VisibleWhen } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { BY_LABEL } from "../../../../shared/ui/index.ts";
import { setupQuery } from "../queries.ts";
import css from "./templates.module.css";

interface Props {
  name: string;
  conditions: readonly VisibleWhen[];
  /** The other fields of the form. */
  others: readonly TicketField[];
  onChange(conditions: VisibleWhen[]): void;
}

const OPERATORS = ["any_of", "none_of", "filled", "empty"] as const;
const MOST = 10;

/** When the field is shown: conditions on other fields of the form, of which all must hold. */
export function Conditions({ name, conditions, others, onChange }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const set = (index: number, part: Partial<VisibleWhen>) =>
    onChange(conditions.map((each, i) => (i === index ? { ...each, ...part } : each)));
  const first = others.find(({ kind }) => kind === "select" || kind === "switch") ?? others[0];
  return (
    <fieldset className={css.conditions}>
      <legend>{t(`settings.tickets.templates.${conditions.length > 0 ? "shownWhen" : "shownAlways"}`)}</legend>
      {conditions.map((when, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two conditions may be alike, and their place is what they are known by
        <div key={i} className={css.condition}>
          <Select
            size="small"
            showSearch={BY_LABEL}
            popupMatchSelectWidth={false}
            aria-label={t("settings.tickets.templates.conditionField", { n: i + 1, name })}
            value={when.code}
            onChange={(code: string) => set(i, { code, values: [] })}
            options={others.map((field) => ({ value: field.code, label: field.name[language] }))}
          />
          <Select
            size="small"
            popupMatchSelectWidth={false}
            aria-label={t("settings.tickets.templates.conditionIs", { n: i + 1, name })}
            value={when.is}
            onChange={(is: VisibleWhen["is"]) => set(i, is === "filled" || is === "empty" ? { is, values: [] } : { is })}
            options={OPERATORS.map((value) => ({ value, label: t(`settings.tickets.templates.operators.${value}`) }))}
          />
          {(when.is === "any_of" || when.is === "none_of") && (
            <Values
              label={t("settings.tickets.templates.conditionValues", { n: i + 1, name })}
              field={others.find(({ code }) => code === when.code)}
              values={when.values}
              onChange={(values) => set(i, { values })}
            />
          )}
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined aria-hidden="true" />}
            aria-label={t("settings.tickets.templates.removeCondition", { n: i + 1 })}
            onClick={() => onChange(conditions.filter((_, n) => n !== i))}
          />
        </div>
      ))}
      {first && conditions.length < MOST && (
        <div>
          <Button
            size="small"
            type="text"
            icon={<PlusOutlined aria-hidden="true" />}
            onClick={() => onChange([...conditions, { code: first.code, is: "any_of", values: [] }])}
          >
            {t("settings.tickets.templates.addCondition")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

interface ValuesProps {
  label: string;
  field: TicketField | undefined;
  values: string[];
  onChange(values: string[]): void;
}

/** The values to compare with: chosen where they can be listed, else typed. */
function Values({ label, field, values, onChange }: ValuesProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const listed =
    field?.kind === "switch"
      ? [
          { value: "true", label: t("tickets.yes") },
          { value: "false", label: t("tickets.no") },
        ]
      : field?.kind === "user"
        ? setup?.people.map(({ id, name }) => ({ value: id, label: name }))
        : field && field.options.length > 0
          ? flat(field.options, language)
          : undefined;
  return (
    <Select
      size="small"
      mode={listed ? "multiple" : "tags"}
      className={css.values}
      showSearch={BY_LABEL}
      aria-label={label}
      placeholder={t(`settings.tickets.templates.${listed ? "chooseValues" : "typeValues"}`)}
      value={values}
      onChange={onChange}
      {...(listed ? { options: listed } : { open: false, tokenSeparators: [",", "，"] })}
    />
  );
}

const flat = (options: readonly FieldOption[], language: Language, above = ""): { value: string; label: string }[] =>
  options.flatMap(({ code, name, children = [] }) => {
    const label = above ? `${above} › ${name[language]}` : name[language];
    return [{ value: code, label }, ...flat(children, language, label)];
  });
