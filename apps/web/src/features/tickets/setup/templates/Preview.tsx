import type { FieldValues, FormField, TemplateVersion, TicketField } from "@cloverdesk/contracts";
import { checkForm, livingDefaults, withDefaults } from "@cloverdesk/rules/form";
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { moment, useLanguage } from "../../../../shared/hooks/index.ts";
import { FormSections } from "../../form/FormSections.tsx";
import { templateVersionsQuery } from "../api.ts";
import css from "./templates.module.css";

interface Props {
  /** Null: not saved yet, so there are no versions. */
  templateId: string | null;
  edited: FormField[];
  fields: readonly TicketField[];
  onTake(version: TemplateVersion): void;
}

/** The form as it will be filled in, to be tried; as it is edited, or in a version that was saved. */
export function Preview({ templateId, edited, fields, onTake }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const versions = useQuery({ ...templateVersionsQuery(templateId ?? ""), enabled: templateId !== null });
  const [shown, setShown] = useState<number | null>(null);
  const version = versions.data?.items.find((each) => each.version === shown) ?? null;
  const [given, setGiven] = useState<FieldValues>({});
  const [checked, setChecked] = useState(false);
  const form = version?.fields ?? edited;
  const byCode = new Map(fields.map((field) => [field.code, field]));
  const values = withDefaults(livingDefaults(form, byCode), given);
  const asked = new Set(form.map(({ code }) => code));
  const filled = Object.fromEntries(Object.entries(values).filter(([code]) => asked.has(code)));
  const answer = checked ? checkForm(form, byCode, filled) : null;
  return (
    <section className={css.preview} aria-label={t("settings.tickets.templates.preview")}>
      <div className={css.previewHead}>
        <h3>{t("settings.tickets.templates.preview")}</h3>
        {templateId !== null && (
          <Select
            size="small"
            popupMatchSelectWidth={false}
            aria-label={t("settings.tickets.templates.shownVersion")}
            value={shown ?? 0}
            onChange={(next: number) => setShown(next || null)}
            options={[
              { value: 0, label: t("settings.tickets.templates.asEdited") },
              ...(versions.data?.items ?? []).map((each) => ({
                value: each.version,
                label: [
                  t("settings.tickets.types.flowVersion", { n: each.version }),
                  moment(each.savedAt, language),
                  ...(each.savedBy ? [each.savedBy.name] : []),
                ].join(" · "),
              })),
            ]}
          />
        )}
      </div>
      <p className={css.soft}>{t(`settings.tickets.templates.${version ? "versionNote" : "previewNote"}`)}</p>
      {version && (
        <div>
          <Button
            size="small"
            onClick={() => {
              onTake(version);
              setShown(null);
            }}
          >
            {t("settings.tickets.templates.takeVersion", { n: version.version })}
          </Button>
        </div>
      )}
      <FormSections
        form={form}
        fields={fields}
        values={values}
        columns={1}
        faults={answer && !answer.ok ? answer.faults : {}}
        fixed={({ kind }) => kind === "attachment"}
        onChange={(code, value) => setGiven({ ...values, [code]: value })}
      />
      <div className={css.previewFoot}>
        <Button size="small" onClick={() => setChecked(true)}>
          {t("settings.tickets.templates.check")}
        </Button>
        <Button
          size="small"
          type="text"
          onClick={() => {
            setGiven({});
            setChecked(false);
          }}
        >
          {t("settings.tickets.templates.clear")}
        </Button>
        <span role="status" className={css.soft}>
          {answer?.ok && t("settings.tickets.templates.checkedGood")}
        </span>
      </div>
    </section>
  );
}
