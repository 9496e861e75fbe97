import type { Ticket } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, errorText, isCode } from "../../../../shared/api/index.ts";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { BY_LABEL, tell } from "../../../../shared/ui/index.ts";
import { decidedField } from "../../../../shared/versioned/index.ts";
import { UploadContext } from "../../files/uploads.ts";
import { conflictsOf, sentOf, withValue } from "../../form/edit.ts";
import { FormFields } from "../../form/FormFields.tsx";
import { OtherFaults } from "../../form/OtherFaults.tsx";
import { setupQuery } from "../../setup/queries.ts";
import { act, copyTo, finish, reopen, type Taken, transfer, urge } from "../commands.ts";
import { ConflictChoice } from "../values/ConflictChoice.tsx";
import { KeptNote } from "../values/KeptNote.tsx";
import { useTicketForm } from "../values/useTicketForm.ts";
import { useValueText } from "../values/useValueText.ts";
import css from "./actions.module.css";
import { askedBy, shownOf } from "./asked-by.ts";
import { closesOnEscape } from "./escape.ts";
import { type Action, isPossible, type PanelDraft, type PanelKind, usePanelDraft } from "./panel-draft.ts";
import { TargetSelect, targetOf } from "./TargetSelect.tsx";

interface Props {
  ticket: Ticket;
  kind: PanelKind;
  onDone(): void;
}

/**
 * What an action needs before it is done: whom, a note, its form. Inline, with the note focused where it is required. What is typed is kept until it is
 * done or cancelled.
 */
export function ActionPanel({ ticket, kind, onDone }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const ids = useId();
  const { data: setup } = useQuery(setupQuery);
  const text = useValueText(ticket);
  const template = useTicketForm(ticket) ?? [];
  const { draft, typed, uploads, change, drop } = usePanelDraft(ticket, kind);
  const { note, target, people, form } = draft;
  const { uploading } = uploads;
  const conflicts = conflictsOf(form);
  const action = typeof kind === "object" ? kind.action : null;
  const [restored] = useState(typed);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const noteRequired = kind === "transfer" || kind === "reopen" || action?.noteRequired === true;
  const input = useRef<TextAreaRef>(null);
  // What comes back with the page takes no caret.
  const focuses = noteRequired && !restored;
  useEffect(() => {
    if (focuses) input.current?.focus();
  }, [focuses]);

  const all = action ? askedBy(ticket, action, form.value) : [];
  const asked = shownOf(all, ticket, template, form.value).flatMap(({ code, required }) => {
    const field = setup?.fields.find((each) => each.code === code);
    return field ? [{ field, required }] : [];
  });
  const possible = isPossible(ticket, draft);
  const missing = (noteRequired && !note.trim()) || (kind === "transfer" && !target) || (kind === "copy" && people.length === 0);
  const waits = missing || uploading || !possible || Object.keys(conflicts).length > 0;
  const close = () => {
    drop();
    onDone();
  };

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (waits || busy) return;
    setBusy(true);
    setFaults({});
    try {
      await run(ticket, draft);
      tell("good", doneText());
      close();
    } catch (error) {
      // A conflict has brought the newest ticket; the form tells it field by field.
      if (error instanceof ApiError && !isCode(error, "tickets.conflict")) setFaults(error.fields);
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  function doneText(): string {
    if (!action) return t(`tickets.actions.done.${kind as "transfer"}`);
    return action.finishes ? t("tickets.actions.done.finish") : t("tickets.actions.done.act", { action: action.name[language] });
  }
  const title = action ? action.name[language] : t(`tickets.actions.${kind as "transfer"}`);
  return (
    <form
      className={css.panel}
      aria-label={title}
      onSubmit={(event) => void submit(event)}
      onKeyDown={closesOnEscape(typed || uploading, onDone)}
    >
      <h3>
        {title}
        {action && <small>{t("tickets.actions.leadsTo", { node: action.to.name[language] })}</small>}
      </h3>
      {restored && <KeptNote onDiscard={close} />}
      {!possible && !busy && (
        <p className={css.warning} role="alert">
          {t(action && draft.node !== ticket.node.code ? "tickets.kept.actionMovedOn" : "tickets.kept.notNow", {
            node: ticket.node.name[language],
          })}
        </p>
      )}
      {kind === "transfer" && (
        <TargetSelect value={target} onChange={(next) => change(() => ({ target: next }))} label={t("tickets.actions.to")} />
      )}
      {kind === "copy" && (
        <Select
          mode="multiple"
          aria-label={t("tickets.actions.copyTo")}
          placeholder={t("tickets.actions.copyHint")}
          showSearch={BY_LABEL}
          value={people}
          onChange={(next: string[]) => change(() => ({ people: next }))}
          options={(setup?.people ?? []).map((person) => ({ value: person.id, label: person.name }))}
        />
      )}
      {asked.length > 0 && (
        <UploadContext value={uploads.told}>
          <FormFields
            asked={asked}
            values={form.value}
            faults={faults}
            files={ticket.files}
            columns={2}
            onChange={(code, value) => change((old) => ({ form: withValue(old.form, code, value) }))}
            below={(code) =>
              code in conflicts &&
              !busy && (
                <ConflictChoice
                  theirs={text(code, conflicts[code] ?? null)}
                  onDecide={(whose) => change((old) => ({ form: decidedField(old.form, code, whose) }))}
                />
              )
            }
          />
        </UploadContext>
      )}
      <OtherFaults faults={faults} shown={asked.map(({ field }) => field.code)} />
      <label htmlFor={`${ids}-note`} className={css.soft}>
        {noteRequired ? `${t("tickets.actions.note")} *` : t("tickets.actions.noteOptional")}
      </label>
      <Input.TextArea
        id={`${ids}-note`}
        ref={input}
        value={note}
        maxLength={4000}
        autoSize={{ minRows: 2, maxRows: 8 }}
        aria-required={noteRequired}
        placeholder={t(`tickets.actions.noteHints.${hintOf(kind)}`)}
        onChange={(event) => change(() => ({ note: event.target.value }))}
      />
      <div className={css.buttons}>
        <Button type="primary" htmlType="submit" loading={busy} disabled={waits}>
          {t("tickets.actions.confirm")}
        </Button>
        <Button onClick={close}>{t("shell.cancel")}</Button>
        {uploading && (
          <span className={css.soft} role="status">
            {t("tickets.fields.waitsForUpload")}
          </span>
        )}
      </div>
    </form>
  );
}

/** What a note is good for differs with the verb. */
const hintOf = (kind: PanelKind) => (typeof kind !== "object" ? kind : kind.action.finishes ? "finish" : "act");

/** Does what the panel is for, as it was filled in and where the ticket stood then. */
function run(ticket: Ticket, { kind, node, form, note, target, people }: PanelDraft) {
  const said = note.trim();
  if (typeof kind === "object") return take(ticket, kind.action, { node, ...sentOf(form), note: said });
  if (kind === "transfer") return transfer(ticket.id, targetOf(target ?? ""), said);
  if (kind === "urge") return urge(ticket.id, said);
  return kind === "copy" ? copyTo(ticket.id, people, said) : reopen(ticket.id, said);
}

/** *Finish* takes the usual action that leads to an end; another one is taken by its name. */
function take(ticket: Ticket, action: Action, taken: Taken) {
  const usual = ticket.actions.find((each) => each.finishes);
  return usual?.code === action.code ? finish(ticket.id, taken) : act(ticket.id, action.code, taken);
}
