import type { TicketFlow } from "@cloverdesk/contracts";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SwitchRow } from "../../../../shared/flow-editor/index.ts";
import panel from "../../../../shared/flow-editor/panel/panel.module.css";
import { NumberInput } from "../../../../shared/ui/NumberInput.tsx";
import css from "./panels.module.css";
import { amountIn, minutesOf, spanOf, UNITS, type Unit, wishedWarning } from "./spans.ts";

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
  const [wished, setWished] = useState(0);
  const warn = limit ? wishedWarning(limit, wished) : wished;
  return (
    <fieldset className={css.limit}>
      <legend>{label}</legend>
      <SwitchRow
        label={t("ticketFlow.limit.set")}
        checked={limit !== null}
        readOnly={readOnly}
        onChange={(on) => onChange(on ? FIRST : null)}
      />
      {limit && (
        <div className={panel.pair}>
          <Span
            label={t("ticketFlow.limit.amount")}
            unitLabel={t("ticketFlow.limit.unit")}
            minutes={limit.minutes}
            least={1}
            most={MOST}
            day={day}
            readOnly={readOnly}
            onChange={(minutes) => {
              setWished(warn);
              onChange({ minutes, warnMinutes: Math.min(warn, minutes) });
            }}
          />
          <Span
            label={t("ticketFlow.limit.warn")}
            unitLabel={t("ticketFlow.limit.warnUnit")}
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
  // While it is typed, an amount is no limit yet: 480 begins with 4. Undefined when nothing is being typed, null when it was cleared.
  const [typed, setTyped] = useState<number | null>();
  const shown = amountIn(minutes, unit, day);
  const set = (amount: number, as: Unit) => onChange(Math.min(most, Math.max(least, minutesOf(amount, as, day))));
  const settle = (amount: number | null | undefined) => {
    setTyped(undefined);
    if (typeof amount === "number" && amount !== shown) set(amount, unit);
  };
  return (
    <div className={panel.row}>
      <span aria-hidden="true">{label}</span>
      <span className={css.span}>
        <NumberInput
          aria-label={label}
          value={typed === undefined ? shown : typed}
          disabled={readOnly}
          onChange={setTyped}
          onBlur={() => settle(typed)}
          onPressEnter={() => settle(typed)}
          onStep={settle}
        />
        <Select
          aria-label={unitLabel}
          value={unit}
          disabled={readOnly}
          options={UNITS.map((value) => ({ value, label: t(`ticketFlow.limit.units.${value}`) }))}
          onChange={(next) => {
            setUnit(next);
            set(shown, next);
          }}
        />
      </span>
      {unit === "days" && <small>{t("ticketFlow.limit.day", { hours: Math.round((day / 60) * 10) / 10 })}</small>}
    </div>
  );
}
