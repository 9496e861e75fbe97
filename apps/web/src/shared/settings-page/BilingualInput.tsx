import type { Bilingual } from "@cloverdesk/contracts";
import { Input } from "antd";
import { useTranslation } from "react-i18next";
import { Field } from "../ui/Field.tsx";
import { Two } from "./Group.tsx";

interface Props {
  /** "Name": the inputs are called "Name (Chinese)" and "Name (English)". */
  label: string;
  value: Bilingual;
  required?: boolean;
  /** Said below the inputs that are empty; or below each what is wrong with it. */
  error?: string | Partial<Bilingual> | null;
  maxLength?: number;
  disabled?: boolean;
  onChange(value: Bilingual): void;
}

/** A text in both languages of the interface, side by side. */
export function BilingualInput({ label, value, required = false, error, maxLength = 60, disabled = false, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Two>
      {(["zh", "en"] as const).map((language) => (
        <Field
          key={language}
          label={`${t(`settings.inLanguage.${language}`, { what: label })}${required ? " *" : ""}`}
          error={typeof error === "string" ? (value[language].trim() ? null : error) : (error?.[language] ?? null)}
        >
          {(control) => (
            <Input
              {...control}
              lang={language === "zh" ? "zh-CN" : "en"}
              disabled={disabled}
              maxLength={maxLength}
              value={value[language]}
              onChange={(event) => onChange({ ...value, [language]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </Two>
  );
}
