import type { FieldKind, FieldLimits } from "@cloverdesk/contracts";
import { LIMITS_OF } from "@cloverdesk/rules/form";
import { DatePicker, Select } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { Group, SwitchLine, Two } from "../../../../shared/settings-page/index.ts";
import { Field, useClear } from "../../../../shared/ui/index.ts";
import { NumberInput } from "../../../../shared/ui/NumberInput.tsx";
import css from "./options.module.css";

interface Props {
  kind: FieldKind;
  limits: FieldLimits;
  fault: string | null;
  onChange(limits: FieldLimits): void;
}

const CURRENCIES = ["CNY", "HKD", "TWD", "USD", "EUR", "JPY", "GBP", "SGD"];
const WHOLE = { minLength: 10_000, maxLength: 10_000, decimals: 6, maxItems: 50 } as const;
type WholeLimit = keyof typeof WHOLE;
const isWhole = (key: keyof FieldLimits): key is WholeLimit => key in WHOLE;

/** The limits that a kind has, each with the input that fits. An empty one does not limit. */
export function LimitInputs({ kind, limits, fault, onChange }: Props) {
  const { t } = useTranslation();
  const clear = useClear();
  const keys = LIMITS_OF[kind];
  if (keys.length === 0) return null;
  const set = <K extends keyof FieldLimits>(key: K, value: FieldLimits[K] | null) => {
    const { [key]: _, ...rest } = limits;
    onChange(value === null || value === undefined ? rest : { ...rest, [key]: value });
  };
  return (
    <Group title={t("settings.tickets.fields.limits")}>
      {keys.includes("multiline") && (
        <SwitchLine
          label={t("settings.tickets.fields.limit.multiline")}
          effect={t("settings.tickets.fields.limit.multilineEffect")}
          checked={limits.multiline ?? false}
          onChange={(on) => set("multiline", on || null)}
        />
      )}
      <Two>
        {keys.map((key) => {
          if (key === "multiline") return null;
          return (
            <Field key={key} label={t(`settings.tickets.fields.limit.${key}`)}>
              {(control) =>
                key === "from" || key === "to" ? (
                  <DatePicker
                    {...control}
                    style={{ width: "100%" }}
                    value={limits[key] ? dayjs(limits[key]) : null}
                    onChange={(day) => set(key, day ? day.format("YYYY-MM-DD") : null)}
                  />
                ) : key === "currency" ? (
                  <Select
                    {...control}
                    allowClear={clear}
                    style={{ width: "100%" }}
                    value={limits.currency ?? null}
                    options={CURRENCIES.map((value) => ({ value, label: value }))}
                    onChange={(next) => set("currency", next ?? null)}
                  />
                ) : (
                  <NumberInput
                    {...control}
                    style={{ width: "100%" }}
                    value={limits[key] ?? null}
                    {...(isWhole(key) && { min: key === "minLength" || key === "decimals" ? 0 : 1, max: WHOLE[key], precision: 0 })}
                    onChange={(next) => set(key, typeof next === "number" ? next : null)}
                  />
                )
              }
            </Field>
          );
        })}
      </Two>
      {fault && (
        <p className={css.problem} role="alert">
          {fault}
        </p>
      )}
    </Group>
  );
}
