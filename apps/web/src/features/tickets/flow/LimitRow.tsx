import type { TicketFlow } from "@cloverdesk/contracts";
import { InputNumber, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./flow.module.css";
import { SwitchRow } from "./SwitchRow.tsx";
import { amountIn, minutesOf, spanOf, UNITS, type Unit } from "./spans.ts";

type Limit = TicketFlow["limit"];
const MOST = 525_600;
const FIRST: NonNullable<Limit> = { minutes: 240, warnMinutes: 30 };

interface Props {
  label: string;
  limit: Limit;
  /** Minutes of a day of working time. */
  day: number;
  readOnly: boolean;
  onChange(limit: Limit): void;
}

/** A time limit with its warning, each in minutes, hours or days of working time. */
export function LimitRow({ label, limit, day, readOnly, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <fieldset className={css.limit}>
      <legend>{label}</legend>
      <SwitchRow label={t("flow.limit.set")} checked={limit !== null} readOnly={readOnly} onChange={(on) => onChange(on ? FIRST : null)} />
      {limit && (
        <div className={css.pair}>
          <Span
            label={t("flow.limit.amount")}
            unitLabel={t("flow.limit.unit")}
            minutes={limit.minutes}
            least={1}
            most={MOST}
            day={day}
            readOnly={readOnly}
            onChange={(minutes) => onChange({ minutes, warnMinutes: Math.min(limit.warnMinutes, minutes) })}
          />
          <Span
            label={t("flow.limit.warn")}
            unitLabel={t("flow.limit.warnUnit")}
            minutes={limit.warnMinutes}
            least={0}
            most={limit.minutes}
            day={day}
            readOnly={readOnly}
            onChange={(warnMinutes) => onChange({ ...limit, warnMinutes })}
          />
        </div>
      )}
    </fieldset>
  );
}

interface SpanProps {
  label: string;
  unitLabel: string;
  minutes: number;
  least: number;
  most: number;
  day: number;
  readOnly: boolean;
  onChange(minutes: number): void;
}

function Span({ label, unitLabel, minutes, least, most, day, readOnly, onChange }: SpanProps) {
  const { t } = useTranslation();
  const [unit, setUnit] = useState<Unit>(() => spanOf(minutes, day).unit);
  const set = (amount: number | null, as: Unit) => onChange(Math.min(most, Math.max(least, minutesOf(amount ?? 0, as, day))));
  return (
    <div className={css.row}>
      <span aria-hidden="true">{label}</span>
      <span className={css.span}>
        <InputNumber
          aria-label={label}
          min={0}
          value={amountIn(minutes, unit, day)}
          disabled={readOnly}
          onChange={(amount) => set(amount, unit)}
        />
        <Select
          aria-label={unitLabel}
          value={unit}
          disabled={readOnly}
          options={UNITS.map((value) => ({ value, label: t(`flow.limit.units.${value}`) }))}
          onChange={(next) => {
            const amount = amountIn(minutes, unit, day);
            setUnit(next);
            set(amount, next);
          }}
        />
      </span>
      {unit === "days" && <small>{t("flow.limit.day", { hours: Math.round((day / 60) * 10) / 10 })}</small>}
    </div>
  );
}
