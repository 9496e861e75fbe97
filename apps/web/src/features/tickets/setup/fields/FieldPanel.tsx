import { FIELD_KINDS, type FieldKind, type FieldUsage, type TicketField } from "@cloverdesk/contracts";
import { FIELD_FAULTS, type FieldFault, fieldFaults, hasOptions, tidyField } from "@cloverdesk/rules/form";
import { useQuery } from "@tanstack/react-query";
import { Alert, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listed, useLanguage } from "../../../../shared/hooks/index.ts";
import {
  BilingualInput,
  Group,
  leaveFreely,
  SettingPanel,
  SwitchLine,
  Two,
  useSettingForm,
} from "../../../../shared/settings-page/index.ts";
import css from "../../../../shared/settings-page/list.module.css";
import { Field, tell } from "../../../../shared/ui/index.ts";
import { fieldUsageQuery, lastSetupChange, latestSetup, saveField } from "../api.ts";
import { setupQuery } from "../queries.ts";
import { FieldUses } from "./FieldUses.tsx";
import { editOf, type FieldEdit, NEW_FIELD, templatesLosingDefault } from "./field-draft.ts";
import { LimitInputs } from "./LimitInputs.tsx";
import { OptionsEditor } from "./OptionsEditor.tsx";

interface Props {
  /** Null: a new one. */
  field: TicketField | null;
  onClose(): void;
  onMade(code: string): void;
}

const KINDS = Object.keys(FIELD_KINDS) as FieldKind[];
const isFault = (text: string): text is FieldFault => text in FIELD_FAULTS;

/** One field of the library. */
export function FieldPanel({ field, onClose, onMade }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [code, setCode] = useState(field?.code ?? "");
  const system = field?.origin === "system";
  const form = useSettingForm<TicketField, FieldEdit>({
    row: field,
    fresh: NEW_FIELD,
    editOf,
    faultsOf: (draft) => (system ? {} : fieldFaults(code, tidyField(draft))),
    save: (draft, version) => saveField(code, { ...draft, version }),
    conflictCode: "tickets.setup_conflict",
    latest: async () => (await latestSetup()).fields.find((each) => each.code === code),
    lastChange: () => lastSetupChange("ticket_field", code),
    partName: (part) => t(`settings.tickets.fields.parts.${part}`),
    saved(saved, all) {
      tell("good", t("settings.saved"));
      if (!field && all) leaveFreely(() => onMade(saved.code));
    },
  });
  const { draft, change, faults } = form;
  // The server has it: this panel goes on with a new field of which more was typed while it was saved for the first time.
  const made = form.version > 0;
  const usage = useQuery({ ...fieldUsageQuery(field?.code ?? ""), enabled: field !== null });
  const used = usage.data !== undefined && isUsed(usage.data);
  const { data: setup } = useQuery(setupQuery);
  const deadIn = field ? templatesLosingDefault(setup?.templates ?? [], field, draft).map(({ name }) => name[language]) : [];
  const fault = (key: string): string | null => {
    const found = faults[key];
    if (found === undefined) return null;
    if (isFault(found)) return FIELD_FAULTS[found][language];
    return found === "code_taken" ? t("settings.tickets.codeTaken") : found === "in_use" ? t("settings.tickets.fields.kindInUse") : found;
  };

  return (
    <SettingPanel
      title={field ? `${field.name[language]} · ${field.code}` : t("settings.tickets.fields.new")}
      label={t("settings.tickets.fields.label")}
      width={640}
      form={{ ...form, dirty: form.dirty || (!made && code !== "") }}
      onClose={onClose}
    >
      {system && <p className={css.soft}>{t("settings.tickets.fields.systemFixed")}</p>}
      <div>
        <BilingualInput
          label={t("settings.tickets.fields.name")}
          required
          value={draft.name}
          error={fault("name")}
          onChange={(name) => change({ name })}
        />
        <Two>
          <Field
            label={`${t("settings.tickets.fields.code")} *`}
            error={fault("code")}
            hint={t(`settings.tickets.fields.${made ? "codeFixed" : "codeHint"}`)}
          >
            {(control) => (
              <Input
                {...control}
                disabled={made}
                readOnly={form.busy}
                maxLength={40}
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
          <Field
            label={t("settings.tickets.fields.kind")}
            error={fault("kind")}
            hint={used ? t("settings.tickets.fields.kindInUse") : t(`settings.tickets.fields.kinds.${draft.kind}`)}
          >
            {(control) => (
              <Select
                {...control}
                style={{ width: "100%" }}
                disabled={system || used}
                value={draft.kind}
                popupMatchSelectWidth={420}
                onChange={(kind: FieldKind) => change({ kind })}
                options={KINDS.map((value) => ({ value, label: FIELD_KINDS[value][language] }))}
                optionRender={({ value }) => (
                  <>
                    {FIELD_KINDS[value as FieldKind][language]}{" "}
                    <span className={css.soft}>{t(`settings.tickets.fields.kinds.${value as FieldKind}`)}</span>
                  </>
                )}
              />
            )}
          </Field>
        </Two>
        <BilingualInput
          label={t("settings.tickets.fields.hint")}
          maxLength={200}
          value={draft.hint ?? { zh: "", en: "" }}
          onChange={(hint) => change({ hint: hint.zh || hint.en ? hint : null })}
        />
        {!system && (
          <Field label={t("settings.tickets.fields.origin")} hint={t(`settings.tickets.fields.originHints.${draft.origin}`)}>
            {(control) => (
              <Select
                {...control}
                style={{ width: 180 }}
                value={draft.origin}
                onChange={(origin: "business" | "custom") => change({ origin })}
                options={(["business", "custom"] as const).map((value) => ({
                  value,
                  label: t(`settings.tickets.fields.origins.${value}`),
                }))}
              />
            )}
          </Field>
        )}
      </div>
      {!system && <LimitInputs kind={draft.kind} limits={draft.limits} fault={fault("limits")} onChange={(limits) => change({ limits })} />}
      {hasOptions(draft.kind) && (
        <OptionsEditor
          options={draft.options}
          saved={field?.options ?? []}
          cascade={draft.kind === "cascade"}
          fixed={system}
          fault={fault}
          onChange={(options) => change({ options })}
        />
      )}
      {deadIn.length > 0 && (
        <Alert type="warning" showIcon title={t("settings.tickets.fields.defaultDies", { templates: listed(deadIn, language) })} />
      )}
      {!system && (
        <Group title={t("settings.tickets.fields.use")}>
          <SwitchLine
            label={t("settings.tickets.fields.indexed")}
            effect={
              <>
                {t("settings.tickets.fields.indexedEffect")}
                {field?.indexed &&
                  draft.indexed &&
                  ` ${t(`settings.tickets.fields.${field.indexReady ? "indexReadyText" : "indexBuildingText"}`)}`}
              </>
            }
            checked={draft.indexed}
            onChange={(indexed) => change({ indexed })}
          />
          <SwitchLine
            label={t("settings.tickets.fields.offered")}
            effect={t(`settings.tickets.fields.${draft.active ? "offeredEffect" : "retiredEffect"}`)}
            checked={draft.active}
            onChange={(active) => change({ active })}
          />
        </Group>
      )}
      {field && <FieldUses field={field} usage={usage} onRetire={() => change({ active: false })} onRemoved={() => leaveFreely(onClose)} />}
    </SettingPanel>
  );
}

/** Whether anything names the field or holds a value of it: then it keeps its kind. */
const isUsed = ({ templates, flows, views, rules, tickets }: FieldUsage): boolean =>
  templates.length + flows.length + views.shared.length + views.private + rules.length + tickets.count > 0;
