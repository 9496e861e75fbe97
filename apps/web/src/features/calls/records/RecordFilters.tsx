import { CALL_RESULTS } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, DatePicker, Input, Select } from "antd";
import dayjs from "dayjs";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatPhone, useLanguage } from "../../../shared/hooks/index.ts";
import { BY_LABEL, useClear } from "../../../shared/ui/index.ts";
import { NumberInput } from "../../../shared/ui/NumberInput.tsx";
import { filterOptionsQuery } from "./api.ts";
import { isFiltered, pressedDays, type RecordFilter } from "./filter.ts";
import css from "./records.module.css";

interface Props {
  filter: RecordFilter;
  onChange: (filter: RecordFilter) => void;
  /** Only one's own calls are listed: every one has the same agent. */
  mine: boolean;
  /** At the end of the line. */
  more?: ReactNode;
}

/** One line of filters; each takes effect at once and stands in the address. */
export function RecordFilters({ filter, onChange, mine, more }: Props) {
  const { t } = useTranslation();
  const clear = useClear();
  const language = useLanguage();
  const { data: choices } = useQuery(filterOptionsQuery);
  const set = (part: RecordFilter) => onChange({ ...filter, ...part });

  return (
    <search className={css.filters} aria-label={t("calls.records.filter")}>
      <fieldset className={css.days} aria-label={t("calls.records.days")}>
        {(["1", "7"] as const).map((days) => (
          <Button
            key={days}
            type={filter.days === days ? "primary" : "default"}
            ghost={filter.days === days}
            aria-pressed={filter.days === days}
            onClick={() => onChange(pressedDays(filter, days))}
          >
            {t(`calls.records.lastDays.${days}`)}
          </Button>
        ))}
      </fieldset>
      <DatePicker.RangePicker
        showTime={{ format: "HH:mm" }}
        format="MM-DD HH:mm"
        allowEmpty={[true, true]}
        allowClear={clear}
        className={css.range}
        placeholder={[t("calls.records.from"), t("calls.records.to")]}
        aria-label={t("calls.records.time")}
        value={[filter.from ? dayjs(filter.from) : null, filter.to ? dayjs(filter.to) : null]}
        onChange={(range) => set({ days: undefined, from: range?.[0]?.toISOString(), to: range?.[1]?.toISOString() })}
      />
      <Input.Search
        key={filter.number ?? ""}
        className={css.text}
        allowClear={clear}
        defaultValue={filter.number}
        aria-label={t("calls.records.number")}
        placeholder={t("calls.records.numberHint")}
        onSearch={(number) => set({ number: number.trim() || undefined })}
      />
      <Pick
        label={t("calls.records.direction")}
        value={filter.direction}
        onChange={(direction) => set({ direction: direction as RecordFilter["direction"] })}
        options={(["inbound", "outbound"] as const).map((value) => ({ value, label: t(`calls.direction.${value}`) }))}
      />
      <Pick
        label={t("calls.records.result")}
        value={filter.result}
        onChange={(result) => set({ result })}
        options={Object.entries(CALL_RESULTS).map(([value, text]) => ({ value, label: text[language] }))}
      />
      <Pick
        label={t("calls.records.group")}
        value={filter.skillGroupId}
        onChange={(skillGroupId) => set({ skillGroupId })}
        options={(choices?.skillGroups ?? []).map((group) => ({ value: group.id, label: group.name[language] }))}
      />
      <Pick
        label={t("calls.records.hotline")}
        value={filter.hotline}
        onChange={(hotline) => set({ hotline })}
        options={(choices?.hotlines ?? []).map((n) => ({ value: n.number, label: `${n.name[language]} ${formatPhone(n.number)}` }))}
      />
      {!mine && (
        <Pick
          label={t("calls.records.agent")}
          value={filter.agentId}
          onChange={(agentId) => set({ agentId })}
          options={(choices?.agents ?? []).map((person) => ({ value: person.id, label: person.name }))}
        />
      )}
      <Pick
        label={t("calls.records.summary")}
        value={filter.summaryState}
        onChange={(summaryState) => set({ summaryState })}
        options={(["none", "draft", "saved"] as const).map((value) => ({ value, label: t(`calls.records.summaryStates.${value}`) }))}
      />
      <Seconds label={t("calls.records.minTalk")} value={filter.minTalk} onChange={(minTalk) => set({ minTalk })} />
      <Seconds label={t("calls.records.maxTalk")} value={filter.maxTalk} onChange={(maxTalk) => set({ maxTalk })} />
      {isFiltered(filter) && (
        <Button type="link" onClick={() => onChange({})}>
          {t("calls.records.clear")}
        </Button>
      )}
      {more}
    </search>
  );
}

interface PickProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  options: { value: string; label: string }[];
}

function Pick({ label, value, onChange, options }: PickProps) {
  const clear = useClear();
  return (
    <Select
      className={css.pick}
      aria-label={label}
      placeholder={label}
      allowClear={clear}
      showSearch={BY_LABEL}
      popupMatchSelectWidth={false}
      value={value}
      onChange={onChange}
      options={options}
    />
  );
}

const Seconds = ({ label, value, onChange }: Omit<PickProps, "options">) => (
  <NumberInput
    className={css.seconds}
    aria-label={label}
    placeholder={label}
    min={0}
    controls={false}
    value={value === undefined ? null : Number(value)}
    onChange={(seconds) => onChange(seconds === null ? undefined : String(seconds))}
  />
);
