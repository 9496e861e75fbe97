import type { TicketTemplate, TicketType } from "@cloverdesk/contracts";
import { TEMPLATE_FAULTS, type TemplateFault, templateFaults } from "@cloverdesk/rules/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { errorText } from "../../../../shared/api/index.ts";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import {
  BilingualInput,
  Conflict,
  isNameless,
  leaveFreely,
  SettingsPage,
  SwitchLine,
  UnsavedBar,
  useSettingForm,
} from "../../../../shared/settings-page/index.ts";
import setup from "../../../../shared/settings-page/list.module.css";
import { Empty, NotYet, tell } from "../../../../shared/ui/index.ts";
import { lastSetupChange, latestSetup, saveTemplate, switchTemplate } from "../api.ts";
import { type Setup, setupQuery } from "../queries.ts";
import { Composer } from "./Composer.tsx";
import { Library } from "./Library.tsx";
import { Preview } from "./Preview.tsx";
import { codesOf, editOf, fieldsOf, NEW_TEMPLATE, put, type TemplateEdit } from "./template-draft.ts";
import css from "./templates.module.css";

/** A template's editor: the library, the form, and the form as it will be filled in. `templateId` null: a new one of `typeId`. */
export function TemplateEditor({ templateId, typeId }: { templateId: string | null; typeId: string | null }) {
  const { t } = useTranslation();
  const known = useQuery(setupQuery);
  const notYet = <NotYet of={known} rows={12} height={20} gap={16} />;
  if (!known.data) return notYet;
  const template = known.data.templates.find(({ id }) => id === templateId) ?? null;
  const type = known.data.types.find(({ id }) => id === (template?.typeId ?? typeId));
  if (!type || (templateId !== null && !template)) return known.isError ? notYet : <Empty title={t("settings.tickets.templates.gone")} />;
  return <Editor key={template?.id ?? "new"} template={template} type={type} setup={known.data} />;
}

const isFault = (text: string): text is TemplateFault => text in TEMPLATE_FAULTS;

function Editor({ template, type, setup: known }: { template: TicketTemplate | null; type: TicketType; setup: Setup }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const [id] = useState(() => template?.id ?? crypto.randomUUID());
  const fields = new Map(known.fields.map((field) => [field.code, field]));
  const form = useSettingForm<TicketTemplate, TemplateEdit>({
    row: template,
    fresh: NEW_TEMPLATE,
    editOf,
    faultsOf: (draft) => ({
      ...templateFaults(fieldsOf(draft.sections), fields, new Set(template?.fields.map(({ code }) => code))),
      ...(isNameless(draft) && { name: t("tickets.fields.required") }),
    }),
    save: ({ name, sections }, version) =>
      saveTemplate(id, { typeId: type.id, name, fields: fieldsOf(sections), active: template?.active ?? true, version }),
    conflictCode: "tickets.setup_conflict",
    latest: async () => (await latestSetup()).templates.find((each) => each.id === id),
    lastChange: () => lastSetupChange("ticket_template", id),
    partName: (part) => t(`settings.tickets.templates.parts.${part}`),
    saved({ version }, all) {
      tell("good", t("settings.tickets.templates.savedAs", { n: version }));
      if (!template && all) leaveFreely(() => void navigate(`/settings/tickets/templates/${id}`, { replace: true }));
    },
  });
  const { draft, change, faults } = form;
  const chosen = codesOf(draft.sections);
  const faultOf = (code: string): string | null => {
    const fault = faults[code];
    return fault === undefined ? null : isFault(fault) ? TEMPLATE_FAULTS[fault][language] : fault;
  };

  return (
    <SettingsPage
      whole
      title={`${type.name[language]} · ${template ? template.name[language] : t("settings.tickets.templates.new")}`}
      text={t("settings.tickets.templates.editText")}
      back={{ text: t("settings.places.ticketTemplates.title"), address: "/settings/tickets/templates" }}
      bar={
        <UnsavedBar
          dirty={form.dirty}
          busy={form.busy}
          note={t(`settings.tickets.templates.${template ? "saveNote" : "saveNewNote"}`, { n: form.version + 1 })}
          onSave={form.save}
          onDiscard={form.discard}
        />
      }
    >
      <Library
        fields={known.fields}
        chosen={chosen}
        onAdd={(code) => {
          const section = draft.sections.length - 1;
          change({ sections: put(draft.sections, code, { section, index: draft.sections[section]?.fields.length ?? 0 }) });
        }}
      />
      <div className={css.form}>
        {form.conflict && <Conflict {...form.conflict} />}
        <BilingualInput
          label={t("settings.tickets.templates.name")}
          required
          value={draft.name}
          error={faults.name ?? null}
          onChange={(name) => change({ name })}
        />
        {template && <Offered template={template} alone={isLast(template, known)} />}
        <Composer sections={draft.sections} fields={fields} faultOf={faultOf} onChange={(sections) => change({ sections })} />
        {chosen.length === 1 && <p className={setup.soft}>{t("settings.tickets.templates.emptyForm")}</p>}
      </div>
      <Preview
        templateId={template?.id ?? null}
        edited={fieldsOf(draft.sections)}
        fields={known.fields}
        onTake={(version) => change(editOf(version))}
      />
    </SettingsPage>
  );
}

const isLast = (template: TicketTemplate, { templates }: Setup): boolean =>
  !templates.some((each) => each.typeId === template.typeId && each.active && each.id !== template.id);

/** Whether the template is offered for new tickets; takes effect at once and makes no new version. */
function Offered({ template, alone }: { template: TicketTemplate; alone: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  async function set(active: boolean): Promise<void> {
    setBusy(true);
    try {
      await switchTemplate(template.id, { active, version: template.version });
      tell("good", t("settings.saved"));
    } catch (error) {
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  const effect = !template.active ? "inactiveEffect" : alone ? "activeAloneEffect" : "activeEffect";
  return (
    <SwitchLine
      label={t("settings.tickets.templates.offered")}
      effect={t(`settings.tickets.templates.${effect}`)}
      checked={template.active}
      disabled={busy}
      onChange={(active) => void set(active)}
    />
  );
}
