import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import type { BusinessHours } from "@cloverdesk/contracts";
import { Button, Checkbox, DatePicker, Segmented, Select, TimePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import customParse from "dayjs/plugin/customParseFormat";
import { useTranslation } from "react-i18next";
import { Row } from "../../../../shared/flow-editor/index.ts";
import panel from "../../../../shared/flow-editor/panel/panel.module.css";
import { BY_LABEL } from "../../../../shared/ui/index.ts";
import week from "./hours.module.css";
import css from "./panels.module.css";

dayjs.extend(customParse);

type Weekly = BusinessHours["weekly"][number];
const OFFICE: Weekly = { days: [1, 2, 3, 4, 5], from: "09:00", to: "18:00" };
const TIME = "HH:mm";

interface Props {
  hours: BusinessHours | null;
  readOnly: boolean;
  onChange(hours: BusinessHours | null): void;
}

/** What time limits count in: always, or working hours with the days that are off. */
export function HoursRows({ hours, readOnly, onChange }: Props) {
  const { t } = useTranslation();
  const begin = (): BusinessHours => ({ timezone: Intl.DateTimeFormat().resolvedOptions().timeZone, weekly: [OFFICE], holidays: [] });
  return (
    <fieldset className={css.limit}>
      <legend>{t("ticketFlow.whole.hours")}</legend>
      <Segmented
        block
        disabled={readOnly}
        value={hours ? "working" : "around"}
        options={(["around", "working"] as const).map((value) => ({ value, label: t(`ticketFlow.whole.${value}`) }))}
        onChange={(value) => onChange(value === "around" ? null : (hours ?? begin()))}
      />
      {hours && <Working hours={hours} readOnly={readOnly} onChange={onChange} />}
    </fieldset>
  );
}

function Working({ hours, readOnly, onChange }: { hours: BusinessHours; readOnly: boolean; onChange(hours: BusinessHours): void }) {
  const { t } = useTranslation();
  const set = (i: number, window: Weekly | null) =>
    onChange({ ...hours, weekly: hours.weekly.flatMap((each, n) => (n === i ? (window ?? []) : each)) });
  const closed = hours.holidays.map(({ date }) => date);
  return (
    <>
      <Row label={t("ticketFlow.whole.timezone")}>
        {(id) => (
          <Select
            id={id}
            showSearch={BY_LABEL}
            value={hours.timezone}
            disabled={readOnly}
            options={[...new Set([hours.timezone, ...Intl.supportedValuesOf("timeZone")])].map((value) => ({ value, label: value }))}
            onChange={(timezone) => onChange({ ...hours, timezone })}
          />
        )}
      </Row>
      {hours.weekly.map((window, i) => (
        <Window
          // biome-ignore lint/suspicious/noArrayIndexKey: hours have no name but their place
          key={i}
          window={window}
          readOnly={readOnly}
          onChange={(next) => set(i, next)}
          onRemove={hours.weekly.length > 1 ? () => set(i, null) : null}
        />
      ))}
      {!readOnly && (
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden="true" />}
          disabled={hours.weekly.length >= 50}
          onClick={() => onChange({ ...hours, weekly: [...hours.weekly, OFFICE] })}
        >
          {t("ticketFlow.whole.addWindow")}
        </Button>
      )}
      <div className={panel.row}>
        <span>{t("ticketFlow.whole.holidays")}</span>
        <span className={week.days}>
          {closed.map((date) => (
            <span key={date} className={week.day}>
              {date}
              {!readOnly && (
                <button
                  type="button"
                  aria-label={t("ticketFlow.whole.dropHoliday", { date })}
                  onClick={() => onChange({ ...hours, holidays: hours.holidays.filter((each) => each.date !== date) })}
                >
                  <CloseOutlined aria-hidden="true" />
                </button>
              )}
            </span>
          ))}
        </span>
        {!readOnly && (
          <DatePicker<Dayjs>
            aria-label={t("ticketFlow.whole.addHoliday")}
            placeholder={t("ticketFlow.whole.addHoliday")}
            value={null}
            disabledDate={(day) => closed.includes(day.format("YYYY-MM-DD"))}
            onChange={(day: Dayjs | null) => {
              const date = day?.format("YYYY-MM-DD");
              if (date) onChange({ ...hours, holidays: [...hours.holidays, { date }].sort((a, b) => a.date.localeCompare(b.date)) });
            }}
          />
        )}
      </div>
    </>
  );
}

interface WindowProps {
  window: Weekly;
  readOnly: boolean;
  onChange(window: Weekly): void;
  onRemove: (() => void) | null;
}

function Window({ window, readOnly, onChange, onRemove }: WindowProps) {
  const { t } = useTranslation();
  const weekdays = t("ticketFlow.whole.weekdays", { returnObjects: true });
  return (
    <div className={week.window}>
      <fieldset className={week.weekdays}>
        <legend className="sr-only">{t("ticketFlow.whole.days")}</legend>
        <Checkbox.Group
          value={window.days}
          disabled={readOnly}
          options={weekdays.map((label, i) => ({ value: i + 1, label }))}
          // Hours of no day are no hours.
          onChange={(days) => days.length > 0 && onChange({ ...window, days: [...days].sort((a, b) => a - b) })}
        />
      </fieldset>
      <span className={css.span}>
        {(["from", "to"] as const).map((end) => (
          <TimePicker
            key={end}
            aria-label={t(`ticketFlow.whole.${end}`)}
            format={TIME}
            minuteStep={5}
            needConfirm={false}
            allowClear={false}
            disabled={readOnly}
            value={dayjs(window[end] === "24:00" ? "00:00" : window[end], TIME)}
            onChange={(time) => time && onChange({ ...window, [end]: time.format(TIME) })}
          />
        ))}
        {!readOnly && onRemove && (
          <Button
            type="text"
            aria-label={t("ticketFlow.whole.dropWindow")}
            icon={<CloseOutlined aria-hidden="true" />}
            onClick={onRemove}
          />
        )}
      </span>
    </div>
  );
}
