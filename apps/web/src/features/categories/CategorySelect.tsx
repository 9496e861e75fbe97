import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../shared/hooks/index.ts";
import { BY_LABEL, Field, useClear } from "../../shared/ui/index.ts";
import { categoryOptions } from "./options.ts";
import { categoriesQuery } from "./query.ts";

interface Props {
  value: string | null;
  onChange(categoryId: string | null): void;
  /** The category that the ticket has already: offered even when it was retired since. */
  keep?: string | null;
  error?: string | null;
}

/** A ticket's category, by typing. */
export function CategorySelect({ value, onChange, keep = null, error = null }: Props) {
  const { t } = useTranslation();
  const clear = useClear();
  const language = useLanguage();
  const { data } = useQuery(categoriesQuery);
  return (
    <Field label={t("tickets.create.category")} error={error}>
      {(control) => (
        <Select
          {...control}
          allowClear={clear}
          style={{ width: "100%" }}
          showSearch={BY_LABEL}
          value={value}
          placeholder={t("tickets.create.categoryHint")}
          onChange={(categoryId) => onChange(categoryId ?? null)}
          options={categoryOptions(data?.items ?? [], language, keep)}
        />
      )}
    </Field>
  );
}
