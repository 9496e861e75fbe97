import type { FormField, Ticket, ValueChange } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, errorText, isCode } from "../../../../shared/api/index.ts";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { tell } from "../../../../shared/ui/index.ts";
import { CategorySelect } from "../../../categories/select.ts";
import { UploadContext } from "../../files/uploads.ts";
import { changesOf } from "../../form/changes.ts";
import { FormFields, faultText } from "../../form/FormFields.tsx";
import { OtherFaults } from "../../form/OtherFaults.tsx";
import { useFieldName } from "../../form/useFieldName.ts";
import { setupQuery } from "../../setup/queries.ts";
import { closesOnEscape } from "../actions/escape.ts";
import { edit as saveEdit } from "../commands.ts";
import { ConflictChoice } from "./ConflictChoice.tsx";
import { mayEdit, sectionsOf } from "./fields-of.ts";
import { KeptNote } from "./KeptNote.tsx";
import type { FieldsEdit } from "./useFieldsEdit.ts";
import { useValueText } from "./useValueText.ts";
import css from "./values.module.css";

interface Props {
  ticket: Ticket;
  template: readonly FormField[];
  edit: FieldsEdit;
  onDone(): void;
}

/**
 * All fields that may be changed, in one form. Fields changed by others meanwhile follow; what both changed is told at the field. What was typed into
 * fields that may no longer be changed stays to be read.
 */
export function EditFields({ ticket, template, edit, onDone }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const text = useValueText(ticket);
  const { uploading, told } = edit.uploads;
  const [restored] = useState(edit.typed);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const asked = sectionsOf(ticket, setup?.fields ?? [], template, edit.values).flatMap(({ fields }) =>
    fields.filter((each) => each.editable),
  );
  const offered = new Set(asked.map(({ field }) => field.code).concat(ticket.can.edit ? "category" : []));
  const all = changesOf(edit.before, edit.values);
  const changes = all.filter(({ code }) => offered.has(code));
  const stuck = all.filter(({ code }) => !mayEdit(ticket, code));
  /** With those that another choice has hidden: they are given up when the rest is saved. */
  const settled = all.filter(({ code }) => mayEdit(ticket, code));
  const undecided = Object.keys(edit.conflicts).some((code) => offered.has(code));
  const cancel = () => {
    edit.drop();
    onDone();
  };

  async function save(): Promise<void> {
    if (uploading || busy || undecided) return;
    if (changes.length === 0) {
      if (all.length > 0) return tell("info", t("tickets.kept.hidden"));
      tell("info", t("tickets.fields.nothing"));
      return cancel();
    }
    setBusy(true);
    setFaults({});
    try {
      const saved = await saveEdit(ticket.id, changes);
      edit.saved(Object.fromEntries(settled.map(({ code, after }) => [code, after])), saved);
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
  const below = (code: string) =>
    code in edit.conflicts &&
    !busy && <ConflictChoice theirs={text(code, edit.conflicts[code] ?? null)} onDecide={(whose) => edit.decide(code, whose)} />;
  return (
    <form
      aria-label={t("tickets.fields.edit")}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={closesOnEscape(edit.typed || uploading, onDone)}
    >
      {restored && <KeptNote onDiscard={cancel} />}
      {stuck.length > 0 && <Stuck ticket={ticket} changes={stuck} />}
      <UploadContext value={told}>
        <FormFields asked={asked} values={edit.values} onChange={edit.set} faults={faults} columns={2} files={ticket.files} below={below} />
      </UploadContext>
      {ticket.can.edit && (
        <div>
          <CategorySelect
            value={typeof edit.values.category === "string" ? edit.values.category : null}
            keep={ticket.category?.id ?? null}
            error={faults.category ? faultText(faults.category, language) : null}
            onChange={(categoryId) => edit.set("category", categoryId)}
          />
          {below("category")}
        </div>
      )}
      <OtherFaults faults={faults} shown={[...offered]} />
      <div className={css.buttons}>
        {ticket.can.edit && (
          <Button
            type="primary"
            htmlType="submit"
            loading={busy}
            disabled={undecided || uploading || (stuck.length > 0 && changes.length === 0)}
          >
            {t("tickets.fields.save")}
          </Button>
        )}
        <Button onClick={cancel}>{t(ticket.can.edit ? "shell.cancel" : "tickets.kept.discard")}</Button>
        {uploading && (
          <span className={css.soft} role="status">
            {t("tickets.fields.waitsForUpload")}
          </span>
        )}
      </div>
    </form>
  );
}

/** What was typed before the ticket moved on: to be read and copied, since it can no longer be saved here. */
function Stuck({ ticket, changes }: { ticket: Ticket; changes: readonly ValueChange[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const text = useValueText(ticket);
  const nameOf = useFieldName();
  return (
    <div className={css.stuck} role="alert">
      <p>{t("tickets.kept.movedOn", { node: ticket.node.name[language] })}</p>
      <dl className={css.fields}>
        {changes.map(({ code, after }) => (
          <div key={code} data-wide="true">
            <dt>{nameOf(code)}</dt>
            <dd>{text(code, after) || t("tickets.fields.empty")}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
