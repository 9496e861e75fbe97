import type { FieldValue, FieldValues, Language, TicketField, TicketFile } from "@cloverdesk/contracts";
import { VALUE_FAULTS, type ValueFault } from "@cloverdesk/rules/form";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Field } from "../../../shared/ui/index.ts";
import { FieldInput } from "./FieldInput.tsx";
import css from "./form.module.css";

export interface AskedField {
  field: TicketField;
  required: boolean;
  /** Shown, not asked for. */
  fixed?: boolean;
}

interface Props {
  asked: readonly AskedField[];
  values: FieldValues;
  onChange(code: string, value: FieldValue): void;
  /** What is wrong, by code: a fault of the rules or the server's own words. */
  faults?: Record<string, string>;
  columns?: 1 | 2;
  files?: readonly TicketFile[];
  /** Stands below a field, e.g. a conflict to decide. */
  below?(code: string): ReactNode;
}

const isFault = (text: string): text is ValueFault => text in VALUE_FAULTS;

/** What is wrong with a value, in words: a fault of the rules by its name, or what the server said. */
export const faultText = (fault: string, language: Language): string => (isFault(fault) ? VALUE_FAULTS[fault][language] : fault);

/** Fields with their labels, controls and faults, in one or two columns. */
export function FormFields({ asked, values, onChange, faults = {}, columns = 1, files, below }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = (code: string): string | null => {
    const fault = faults[code];
    return fault === undefined ? null : faultText(fault, language);
  };
  return (
    <div className={css.form} data-columns={columns}>
      {asked.map(({ field, required, fixed }) => (
        <div
          key={field.code}
          className={field.limits.multiline || field.kind === "attachment" || field.code === "title" ? css.wide : undefined}
        >
          <Field
            label={required ? `${field.name[language]} *` : field.name[language]}
            error={words(field.code)}
            hint={field.hint?.[language] || (required ? <span className="sr-only">{t("tickets.fields.required")}</span> : undefined)}
          >
            {(control) => (
              <FieldInput
                field={field}
                value={values[field.code] ?? null}
                control={control}
                required={required}
                disabled={fixed}
                files={files}
                onChange={(value) => onChange(field.code, value)}
              />
            )}
          </Field>
          {below?.(field.code)}
        </div>
      ))}
    </div>
  );
}
