import { EditOutlined, PaperClipOutlined } from "@ant-design/icons";
import { SYSTEM_FIELDS, type Ticket } from "@cloverdesk/contracts";
import { headingIn } from "@cloverdesk/rules/form";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../../shared/api/index.ts";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { Lines, Phone, tell } from "../../../../shared/ui/index.ts";
import { saveFile } from "../../files/api.ts";
import { valueText } from "../../form/text.ts";
import { useNames } from "../../form/useNames.ts";
import { setupQuery } from "../../setup/queries.ts";
import { EditFields } from "./EditFields.tsx";
import { type Section, type ShownField, sectionsOf, valuesOf } from "./fields-of.ts";
import { useFieldsEdit } from "./useFieldsEdit.ts";
import { useTicketForm } from "./useTicketForm.ts";
import css from "./values.module.css";

interface Props {
  ticket: Ticket;
  /** Told while fields are being edited, so that others see it. */
  onEditing(editing: boolean): void;
}

/**
 * The ticket's fields by sections; those that the node gives to this person are edited together. An edit that was left goes on when the ticket is
 * opened again.
 */
export function FieldsPart({ ticket, onEditing }: Props) {
  const { t } = useTranslation();
  const setup = useQuery(setupQuery);
  const template = useTicketForm(ticket);
  const edit = useFieldsEdit(ticket);
  const [open, setOpen] = useState(edit.typed || edit.uploads.uploading);
  const editing = edit.typed || (open && ticket.can.edit);
  const writes = editing && ticket.can.edit;
  useEffect(() => onEditing(writes), [writes, onEditing]);
  if (!setup.data || !template) return <Lines rows={6} height={22} />;
  const sections = sectionsOf(ticket, setup.data.fields, template, valuesOf(ticket, SYSTEM_FIELDS));
  return (
    <section className={css.part} aria-label={t("tickets.fields.label")}>
      <div className={css.partHead}>
        <h2>{t("tickets.fields.label")}</h2>
        {ticket.can.edit && !editing && (
          <Button size="small" icon={<EditOutlined aria-hidden="true" />} onClick={() => setOpen(true)}>
            {t("tickets.fields.edit")}
          </Button>
        )}
      </div>
      {editing && <EditFields ticket={ticket} template={template} edit={edit} onDone={() => setOpen(false)} />}
      {!writes &&
        sections.map((section) => <ReadSection key={section.key} ticket={ticket} section={section} only={sections.length === 1} />)}
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
