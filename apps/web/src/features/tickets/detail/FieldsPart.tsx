import { EditOutlined, PaperClipOutlined } from "@ant-design/icons";
import type { FieldValue, FieldValues, FormField, Ticket } from "@cloverdesk/contracts";
import { headingIn } from "@cloverdesk/rules/form";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, errorText, isCode } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Lines, Phone, tell } from "../../../shared/ui/index.ts";
import { edit } from "../api/commands.ts";
import { saveFile } from "../api/files.ts";
import { setupQuery, templateFormQuery } from "../api/queries.ts";
import { changesOf, rebase } from "../fields/changes.ts";
import { FormFields } from "../fields/FormFields.tsx";
import { valueText } from "../fields/text.ts";
import { useNames } from "../fields/useNames.ts";
import css from "./detail.module.css";
import { type Section, type ShownField, sectionsOf, valuesOf } from "./fields-of.ts";

interface Props {
  ticket: Ticket;
  /** Told while fields are being edited, so that others see it. */
  onEditing(editing: boolean): void;
}

/** The ticket's fields by sections; those that the node gives to this person are edited together. */
export function FieldsPart({ ticket, onEditing }: Props) {
  const { t } = useTranslation();
  const setup = useQuery(setupQuery);
  const [editing, setEditing] = useState(false);
  const form = useForm(ticket);
  if (!setup.data || !form) return <Lines rows={6} height={22} />;
  const sections = sectionsOf(ticket, setup.data.fields, form, valuesOf(ticket, ["title", "priority", "phone"]));
  const editable = sections.some(({ fields }) => fields.some((shown) => shown.editable));
  const change = (next: boolean) => {
    setEditing(next);
    onEditing(next);
  };
  return (
    <section className={css.part} aria-label={t("tickets.fields.label")}>
      <div className={css.partHead}>
        <h2>{t("tickets.fields.label")}</h2>
        {editable && !editing && (
          <Button size="small" icon={<EditOutlined aria-hidden="true" />} onClick={() => change(true)}>
            {t("tickets.fields.edit")}
          </Button>
        )}
      </div>
      {editing ? (
        <EditFields ticket={ticket} template={form} onDone={() => change(false)} />
      ) : (
        sections.map((section) => <ReadSection key={section.key} ticket={ticket} section={section} only={sections.length === 1} />)
      )}
    </section>
  );
}

function ReadSection({ ticket, section, only }: { ticket: Ticket; section: Section; only: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      {!only && <h3 className={css.section}>{headingIn(section.name, language) || t("tickets.fields.other")}</h3>}
      <dl className={css.fields}>
        {section.fields.map(({ field }) => (
          <div key={field.code} data-wide={field.limits.multiline || field.kind === "attachment" || field.code === "title"}>
            <dt>{field.name[language]}</dt>
            <dd>
              <ReadValue ticket={ticket} field={field} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function ReadValue({ ticket, field }: { ticket: Ticket; field: ShownField["field"] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = useNames(ticket.files);
  const value = valuesOf(ticket, [field.code])[field.code] ?? null;
  if (field.kind === "phone" && typeof value === "string" && value)
    return <Phone number={value} full={value.includes("*") ? null : value} />;
  if (field.kind === "attachment" && Array.isArray(value)) {
    return ticket.files
      .filter((file) => value.includes(file.id))
      .map((file) => (
        <Button
          key={file.id}
          type="link"
          size="small"
          icon={<PaperClipOutlined aria-hidden="true" />}
          aria-label={t("tickets.fields.download", { name: file.name })}
          onClick={() => void saveFile(ticket.id, file).catch((error: unknown) => tell("bad", errorText(error, language)))}
        >
          {file.name}
        </Button>
      ));
  }
  return valueText(field, value, names) || <span className={css.soft}>{t("tickets.none")}</span>;
}

/** All fields that may be changed, in one form. Fields changed by others meanwhile follow; what both changed is told at the field. */
function EditFields({ ticket, template, onDone }: { ticket: Ticket; template: readonly FormField[]; onDone: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const names = useNames(ticket.files);
  const form = useEdit(ticket);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const asked = sectionsOf(ticket, setup?.fields ?? [], template, form.values).flatMap(({ fields }) =>
    fields.filter((each) => each.editable),
  );

  async function save(): Promise<void> {
    const offered = new Set(asked.map(({ field }) => field.code));
    const changes = changesOf(form.before, form.values).filter(({ code }) => offered.has(code));
    if (changes.length === 0) {
      tell("info", t("tickets.fields.nothing"));
      return onDone();
    }
    setBusy(true);
    setFaults({});
    try {
      await edit(ticket.id, changes);
      tell("good", t("tickets.fields.saved"));
      onDone();
    } catch (error) {
      // A conflict has brought the newest ticket; the form tells it field by field.
      if (error instanceof ApiError && !isCode(error, "tickets.conflict")) setFaults(error.fields);
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => event.key === "Escape" && onDone()}
    >
      <FormFields
        asked={asked}
        values={form.values}
        onChange={form.set}
        faults={faults}
        columns={2}
        files={ticket.files}
        below={(code) => {
          if (!(code in form.conflicts)) return null;
          const field = asked.find((each) => each.field.code === code)?.field;
          return (
            <div className={css.conflict} role="alert">
              <span>
                {t("tickets.fields.conflict", { theirs: valueText(field, form.conflicts[code], names) || t("tickets.fields.empty") })}
              </span>
              <Button size="small" onClick={() => form.decide(code, "theirs")}>
                {t("tickets.fields.useTheirs")}
              </Button>
              <Button size="small" onClick={() => form.decide(code, "mine")}>
                {t("tickets.fields.keepMine")}
              </Button>
            </div>
          );
        }}
      />
      <div className={css.buttons}>
        <Button type="primary" htmlType="submit" loading={busy} disabled={Object.keys(form.conflicts).length > 0}>
          {t("tickets.fields.save")}
        </Button>
        <Button onClick={onDone}>{t("shell.cancel")}</Button>
      </div>
    </form>
  );
}

/** The form that the ticket was made with; null while it is fetched. Where that version cannot be had, nothing is sorted into sections. */
function useForm(ticket: Ticket): readonly FormField[] | null {
  const { data, isError } = useQuery(templateFormQuery(ticket.templateId, ticket.templateVersion));
  return data?.fields ?? (isError ? [] : null);
}

/** An edit that is brought up to each newer version of the ticket. */
function useEdit(ticket: Ticket) {
  const now = () => valuesOf(ticket, ["title", "priority", "phone"]);
  const [state, setState] = useState<{ before: FieldValues; values: FieldValues; conflicts: FieldValues }>(() => ({
    before: now(),
    values: now(),
    conflicts: {},
  }));
  const version = useRef(ticket.version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer version is what matters; `now` reads the same ticket
  useEffect(() => {
    if (version.current === ticket.version) return;
    version.current = ticket.version;
    setState((old) => {
      const { values, conflicts } = rebase(old.before, old.values, now());
      return { before: now(), values, conflicts: { ...old.conflicts, ...conflicts } };
    });
  }, [ticket.version]);
  return {
    ...state,
    set: (code: string, value: FieldValue) => setState((old) => ({ ...old, values: { ...old.values, [code]: value } })),
    decide: (code: string, whose: "mine" | "theirs") =>
      setState((old) => {
        const { [code]: theirs = null, ...conflicts } = old.conflicts;
        return { ...old, conflicts, values: whose === "mine" ? old.values : { ...old.values, [code]: theirs } };
      }),
  };
}
