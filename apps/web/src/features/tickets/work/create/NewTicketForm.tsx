import { type CallInput, type FieldValue, ticketEndpoints } from "@cloverdesk/contracts";
import { visibleFields } from "@cloverdesk/rules/form";
import { Button, Select } from "antd";
import { type FormEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, call, errorText, isCode, queryClient } from "../../../../shared/api/index.ts";
import { isTyping, moment, readStored, useLanguage, writeStored } from "../../../../shared/hooks/index.ts";
import { Field, tell } from "../../../../shared/ui/index.ts";
import { CategorySelect } from "../../../categories/select.ts";
import { UploadContext, useUploads } from "../../files/uploads.ts";
import { faultText } from "../../form/FormFields.tsx";
import { FormSections } from "../../form/FormSections.tsx";
import { OtherFaults } from "../../form/OtherFaults.tsx";
import { listsKey } from "../../search/list/rows.ts";
import { countsQuery } from "../../search/queries.ts";
import type { Setup } from "../../setup/queries.ts";
import { keepTicket } from "../commands.ts";
import css from "./create.module.css";
import {
  begunWith,
  readyToCreate,
  templatesOf,
  templatesOfToday,
  usableTypes,
  usualType,
  withFound,
  withTemplate,
  withType,
  withValue,
} from "./draft.ts";
import { Member } from "./Member.tsx";
import type { Start } from "./start.ts";
import { useNewDraft } from "./useNewDraft.ts";

interface Props {
  source: "list" | "fab" | "call";
  callId: string | undefined;
  setup: Setup;
  start: Start;
  onClose(): void;
  onMade(ticket: { id: string; number: number }): void;
}

/** Where this browser remembers the type of the last ticket that was made in it. */
const LAST_TYPE = "new-ticket-type";

/** The form of a new ticket: whose it is, its type and template, and what that asks for. */
export function NewTicketForm({ source, callId, setup, start, onClose, onMade }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const templates = useMemo(() => templatesOfToday(setup), [setup]);
  const types = usableTypes(setup.types, templates);
  const [begun] = useState(() => begunWith(start, callId, usualType(types, readStored(LAST_TYPE, null)), templates));
  const { id, draft, kept, change, renew, endWith } = useNewDraft(begun);
  const { uploading, told, cancel } = useUploads(`new-ticket.${id}`);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const template = templates.find((each) => each.id === draft.templateId);
  const known = new Set(setup.fields.map(({ code }) => code));
  const shown = visibleFields(template?.fields ?? [], draft.values).flatMap(({ code }) => (known.has(code) ? [code] : []));

  const setValue = (code: string, value: FieldValue) => change((old) => withValue(old, code, value));

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const ready = readyToCreate(draft, template, setup.fields);
    setFaults(ready.ok ? {} : ready.faults);
    if (!ready.ok || busy || uploading) return;
    setBusy(true);
    try {
      const body = { ...ready.body, source } satisfies CallInput<typeof ticketEndpoints.create>["body"];
      const made = await endWith(() => call(ticketEndpoints.create, { params: { ticketId: id }, body }));
      keepTicket(made);
      writeStored(LAST_TYPE, ready.body.typeId);
      void queryClient.invalidateQueries({ queryKey: listsKey });
      void queryClient.invalidateQueries({ queryKey: countsQuery.queryKey });
      onMade(made);
    } catch (error) {
      if (error instanceof ApiError) setFaults(error.fields);
      if (isCode(error, "tickets.draft_used")) renew();
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  async function drop(): Promise<void> {
    cancel();
    await endWith(() =>
      call(ticketEndpoints.dropDraft, { params: { ticketId: id } }).catch((error: unknown) => tell("bad", errorText(error, language))),
    );
    onClose();
  }
  const form = useRef<HTMLFormElement>(null);
  // Whoever has begun to type elsewhere meanwhile keeps the caret.
  useEffect(() => {
    if (!isTyping({ target: document.activeElement })) form.current?.querySelector("input")?.focus();
  }, []);
  return (
    <form ref={form} className={css.form} aria-label={t("tickets.create.label")} onSubmit={(event) => void submit(event)}>
      {begun.kept && <p className={css.soft}>{t("tickets.create.resumed", { time: moment(begun.kept.updatedAt, language) })}</p>}
      {draft.callId && <p className={css.soft}>{t("tickets.create.fromCall")}</p>}
      <Member
        start={start}
        draft={draft}
        onFound={({ customer, phone }) => change((old) => withFound(old, customer?.id ?? null, phone))}
        onClear={() => change((old) => ({ ...old, customerId: null }))}
      />
      <div className={css.two}>
        <Field label={`${t("tickets.create.type")} *`} error={faults.type ? t("tickets.create.chooseType") : null}>
          {(control) => (
            <Select
              {...control}
              value={draft.typeId}
              placeholder={t("tickets.fields.choose")}
              onChange={(typeId) => change((old) => withType(old, typeId, templates))}
              options={types.map((type) => ({ value: type.id, label: type.name[language] }))}
            />
          )}
        </Field>
        <Field label={t("tickets.create.template")}>
          {(control) => (
            <Select
              {...control}
              value={draft.templateId}
              disabled={!draft.typeId}
              placeholder={t("tickets.fields.choose")}
              onChange={(templateId) =>
                change((old) =>
                  withTemplate(
                    old,
                    templates.find((each) => each.id === templateId),
                  ),
                )
              }
              options={templatesOf(templates, draft.typeId).map((each) => ({ value: each.id, label: each.name[language] }))}
            />
          )}
        </Field>
      </div>
      <CategorySelect
        value={draft.categoryId}
        error={faults.category ? faultText(faults.category, language) : null}
        onChange={(categoryId) => change((old) => ({ ...old, categoryId }))}
      />
      <UploadContext value={told}>
        <FormSections form={template?.fields ?? []} fields={setup.fields} values={draft.values} onChange={setValue} faults={faults} />
      </UploadContext>
      <OtherFaults faults={faults} shown={["type", "category", ...shown]} />
      <div className={css.foot}>
        <Button type="primary" htmlType="submit" loading={busy} disabled={uploading}>
          {t("tickets.create.submit")}
        </Button>
        {kept !== "none" && <Button onClick={() => void drop()}>{t("tickets.create.drop")}</Button>}
        <span className={css.soft} aria-live="polite">
          {uploading && t("tickets.fields.waitsForUpload")}
          {!uploading && kept === "kept" && t("tickets.create.draftKept")}
          {!uploading && kept === "failed" && t("tickets.create.draftFailed")}
        </span>
      </div>
    </form>
  );
}
