import type { FieldOption, FieldValue, TicketField, TicketFile } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Cascader, DatePicker, Input, Select, Switch } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { BY_LABEL, useClear } from "../../../shared/ui/index.ts";
import { NumberInput } from "../../../shared/ui/NumberInput.tsx";
import { FileInput } from "../files/FileInput.tsx";
import { setupQuery } from "../setup/queries.ts";
import { PhoneInput } from "./PhoneInput.tsx";

interface Props {
  field: TicketField;
  value: FieldValue;
  onChange(value: FieldValue): void;
  /** From `Field`: the id the label names, the note that describes it. */
  control: { id: string; "aria-describedby"?: string; status?: "error" };
  disabled?: boolean;
  required?: boolean;
  files?: readonly TicketFile[];
}

/** The control that a field's kind asks for. */
export function FieldInput({ field, value, onChange, control, disabled = false, required = false, files = [] }: Props) {
  const { t } = useTranslation();
  const clear = useClear();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const list = Array.isArray(value) ? value : [];
  const same = { ...control, disabled, "aria-required": required || undefined };
  const choice = { ...same, allowClear: clear, style: { width: "100%" }, placeholder: t("tickets.fields.choose") };
  const search = { showSearch: BY_LABEL };

  switch (field.kind) {
    case "number":
    case "money":
      // Without limits of its own: it would change what was typed to the nearest amount allowed, and say nothing. What is wrong is told by the rules.
      return (
        <NumberInput
          {...same}
          style={{ width: "100%" }}
          stringMode
          value={text}
          suffix={field.kind === "money" ? field.limits.currency : undefined}
          onChange={(next) => onChange(next === null || next === "" ? null : field.kind === "money" ? String(next) : Number(next))}
        />
      );
    case "date":
      return (
        <DatePicker
          {...same}
          style={{ width: "100%" }}
          value={text ? dayjs(text) : null}
          onChange={(day) => onChange(day ? day.format("YYYY-MM-DD") : null)}
        />
      );
    case "select":
      return (
        <Select
          {...choice}
          {...search}
          value={text || null}
          options={optionsFor(field.options, [text], language)}
          onChange={(next) => onChange(next ?? null)}
        />
      );
    case "multi_select":
      return (
        <Select
          {...choice}
          {...search}
          mode="multiple"
          value={list}
          options={optionsFor(field.options, list, language)}
          onChange={onChange}
        />
      );
    case "cascade":
      return (
        <Cascader
          {...choice}
          showSearch
          value={list}
          options={treeFor(field.options, language)}
          onChange={(path) => onChange(path ? path.map(String) : null)}
        />
      );
    case "user":
      return (
        <Select
          {...choice}
          {...search}
          value={text || null}
          options={(setup?.people ?? []).map((person) => ({ value: person.id, label: person.name }))}
          onChange={(next) => onChange(next ?? null)}
        />
      );
    case "switch":
      return <Switch id={control.id} disabled={disabled} checked={value === true} onChange={onChange} />;
    case "attachment":
      return <FileInput id={control.id} disabled={disabled} value={list} files={files} onChange={onChange} />;
    case "phone":
      return <PhoneInput {...same} value={text} onChange={onChange} />;
    default:
      return field.limits.multiline ? (
        <Input.TextArea {...same} autoSize={{ minRows: 2, maxRows: 8 }} value={text} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <Input
          {...same}
          value={text}
          inputMode={field.kind === "email" ? "email" : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

/** Options to choose from; a retired one is still offered where it was chosen. */
const optionsFor = (options: readonly FieldOption[], chosen: readonly string[], language: "zh" | "en") =>
  options
    .filter((option) => option.active || chosen.includes(option.code))
    .map((option) => ({ value: option.code, label: option.name[language] }));

interface TreeOption {
  value: string;
  label: string;
  children?: TreeOption[];
}
const treeFor = (options: readonly FieldOption[], language: "zh" | "en"): TreeOption[] =>
  options
    .filter((option) => option.active)
    .map(({ code, name, children }) => ({
      value: code,
      label: name[language],
      ...(children?.length ? { children: treeFor(children, language) } : {}),
    }));
