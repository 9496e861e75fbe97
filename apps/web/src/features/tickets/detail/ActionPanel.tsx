import type { FieldValues, Ticket } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { tell } from "../../../shared/ui/index.ts";
import { act, copyTo, finish, reopen, transfer, urge } from "../api/commands.ts";
import { setupQuery } from "../api/queries.ts";
import { FormFields } from "../fields/FormFields.tsx";
import css from "./detail.module.css";
import { valuesOf } from "./fields-of.ts";
import { TargetSelect, targetOf } from "./TargetSelect.tsx";

export type Action = Ticket["actions"][number];
export type PanelKind = "transfer" | "urge" | "copy" | "reopen" | { action: Action };

interface Props {
  ticket: Ticket;
  kind: PanelKind;
  onDone(): void;
}

/** What an action needs before it is done: whom, a note, its form. Inline, with the note focused where it is required. */
export function ActionPanel({ ticket, kind, onDone }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const ids = useId();
  const { data: setup } = useQuery(setupQuery);
  const action = typeof kind === "object" ? kind.action : null;
  const [target, setTarget] = useState<string | null>(null);
  const [people, setPeople] = useState<string[]>([]);
  const [note, setNote] = useState("");
  const [values, setValues] = useState<FieldValues>(() => {
    const codes = action?.form.map(({ code }) => code) ?? [];
    const all = valuesOf(ticket, codes);
    return Object.fromEntries(codes.map((code) => [code, all[code] ?? null]));
  });
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const noteRequired = kind === "transfer" || kind === "reopen" || action?.noteRequired === true;
  const input = useRef<TextAreaRef>(null);
  useEffect(() => {
    if (noteRequired) input.current?.focus();
  }, [noteRequired]);

  const asked = (action?.form ?? []).flatMap(({ code, required }) => {
    const field = setup?.fields.find((each) => each.code === code);
    return field ? [{ field, required }] : [];
  });
  const missing = (noteRequired && !note.trim()) || (kind === "transfer" && !target) || (kind === "copy" && people.length === 0);

  async function run(): Promise<void> {
    const said = note.trim();
    if (action)
      await (action.finishes ? finishBy(action, said) : act(ticket.id, action.code, { node: ticket.node.code, values, note: said }));
    else if (kind === "transfer") await transfer(ticket.id, targetOf(target ?? ""), said);
    else if (kind === "urge") await urge(ticket.id, said);
    else if (kind === "copy") await copyTo(ticket.id, people, said);
    else await reopen(ticket.id, said);
  }
  /** *Finish* takes the usual action that leads to an end; another one is taken by its name. */
  function finishBy(chosen: Action, said: string) {
    const usual = ticket.actions.find((each) => each.finishes);
    if (usual?.code === chosen.code) return finish(ticket.id, { values, note: said });
    return act(ticket.id, chosen.code, { node: ticket.node.code, values, note: said });
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (missing || busy) return;
    setBusy(true);
    setFaults({});
    try {
      await run();
      tell("good", doneText());
      onDone();
    } catch (error) {
      if (error instanceof ApiError) setFaults(error.fields);
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  function doneText(): string {
    if (!action) return t(`tickets.actions.done.${kind as "transfer"}`);
    return action.finishes ? t("tickets.actions.done.finish") : t("tickets.actions.done.act", { action: action.name[language] });
  }
  const title = panelTitle();
  function panelTitle(): string {
    if (!action) return t(`tickets.actions.${kind as "transfer"}`);
    return action.name[language];
  }
  return (
    <form
      className={css.panel}
      aria-label={title}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === "Escape" && onDone()}
    >
      <h3>
        {title}
        {action && <small>{t("tickets.actions.leadsTo", { node: action.to.name[language] })}</small>}
      </h3>
      {kind === "transfer" && <TargetSelect value={target} onChange={setTarget} label={t("tickets.actions.to")} />}
      {kind === "copy" && (
        <Select
          mode="multiple"
          aria-label={t("tickets.actions.copyTo")}
          placeholder={t("tickets.actions.copyHint")}
          showSearch={{ optionFilterProp: "label" }}
          value={people}
          onChange={setPeople}
          options={(setup?.people ?? []).map((person) => ({ value: person.id, label: person.name }))}
        />
      )}
      {asked.length > 0 && (
        <FormFields
          asked={asked}
          values={values}
          faults={faults}
          files={ticket.files}
          columns={2}
          onChange={(code, value) => setValues((old) => ({ ...old, [code]: value }))}
        />
      )}
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
        placeholder={t("tickets.actions.noteHint")}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className={css.buttons}>
        <Button type="primary" htmlType="submit" loading={busy} disabled={missing}>
          {t("tickets.actions.confirm")}
        </Button>
        <Button onClick={onDone}>{t("shell.cancel")}</Button>
      </div>
    </form>
  );
}
