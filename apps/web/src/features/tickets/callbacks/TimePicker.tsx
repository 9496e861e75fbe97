import { DatePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/index.ts";

interface Props {
  value: string | null;
  onChange(at: string | null): void;
}

/** When to call back, in the time zone of the page; the usual times are one click. */
export function TimePicker({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Field label={`${t("callbacks.dueAt")} *`}>
      {(control) => (
        <DatePicker
          {...control}
          showTime={{ format: "HH:mm" }}
          format="YYYY-MM-DD HH:mm"
          minDate={dayjs()}
          maxDate={dayjs().add(1, "year")}
          presets={[
            { label: t("callbacks.inHalfHour"), value: dayjs().add(30, "minute") },
            { label: t("callbacks.inTwoHours"), value: dayjs().add(2, "hour") },
            { label: t("callbacks.tomorrowMorning"), value: tomorrowAt(10) },
            { label: t("callbacks.tomorrowAfternoon"), value: tomorrowAt(15) },
          ]}
          value={value ? dayjs(value) : null}
          onChange={(at: Dayjs | null) => onChange(at ? at.second(0).millisecond(0).toISOString() : null)}
        />
      )}
    </Field>
  );
}

const tomorrowAt = (hour: number): Dayjs => dayjs().add(1, "day").hour(hour).minute(0).second(0);
