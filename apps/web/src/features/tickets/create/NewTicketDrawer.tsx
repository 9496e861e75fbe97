import { type CallInput, type FieldValue, ticketEndpoints } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, Drawer, Input, Select } from "antd";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ApiError, call, errorText, isCode, queryClient } from "../../../shared/api/index.ts";
import { groupDigits, moment, useLanguage } from "../../../shared/hooks/index.ts";
import { Empty, Failed, Field, Lines, tell } from "../../../shared/ui/index.ts";
import { keepTicket } from "../api/commands.ts";
import { countsQuery, type Setup, setupQuery } from "../api/queries.ts";
import { listsKey } from "../api/rows.ts";
import { CategorySelect } from "../fields/CategorySelect.tsx";
import { FormSections } from "../fields/FormSections.tsx";
import { UploadContext, useUploads } from "../fields/uploads.ts";
import { followTicketSetup } from "../setup-news.ts";
import css from "./create.module.css";
import { readyToCreate, templatesOf, usableTypes, withFound, withTemplate, withType, withValue } from "./draft.ts";
import { type Start, startQuery } from "./start.ts";
import { useNewDraft } from "./useNewDraft.ts";

interface From {
  source: "list" | "fab" | "call";
  callId?: string | undefined;
  customerId?: string | undefined;
  phone?: string | undefined;
}
interface Props {
  from: From;
  onClose(): void;
  /** Opens a ticket's page. */
  onOpen(ticketId: string): void;
}

/** Makes a ticket: prefilled from where it was opened, kept as a draft while it is filled in. */
export function NewTicketDrawer(props: Props) {
  const { t } = useTranslation();
  const { source: _, ...known } = props.from;
  const setup = useQuery(setupQuery);
  const start = useQuery(startQuery(known));
  useEffect(followTicketSetup, []);
  return (
    <Drawer open onClose={props.onClose} size={560} rootStyle={{ top: 48 }} mask={false} title={t("tickets.create.label")}>
      {setup.isError || start.isError ? (
        <Failed
          error={setup.error ?? start.error}
          retry={() => {
            void setup.refetch();
            void start.refetch();
          }}
        />
      ) : setup.data && start.data ? (
        usableTypes(setup.data.types, setup.data.templates).length > 0 ? (
          <NewTicketForm {...props} setup={setup.data} start={start.data} />
        ) : (
          <Empty title={t("tickets.create.noTypes")} />
        )
      ) : (
        <Lines rows={10} height={28} gap={16} />
      )}
    </Drawer>
  );
}

function NewTicketForm({ from, setup, start, onClose, onOpen }: Props & { setup: Setup; start: Start }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { id, draft, kept, change, begin, renew, close } = useNewDraft();
  const { uploading, count } = useUploads();
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const types = usableTypes(setup.types, setup.templates);
  const template = setup.templates.find((each) => each.id === draft.templateId);
  const begun = useRef(false);
  // A draft of another call stays where it is: this call gets a ticket of its own.
  const resumed = start.draft && (!from.callId || start.draft.draft.callId === from.callId) ? start.draft : null;
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const phone = start.phone;
    const values = { ...resumed?.draft.values, ...(phone && !resumed ? { phone } : {}) };
    begin(resumed, {
      values,
      customerId: resumed?.draft.customerId ?? start.customer?.id ?? null,
      callId: resumed?.draft.callId ?? start.callId,
    });
  }, [start, resumed, begin]);

  const setValue = (code: string, value: FieldValue) => change((old) => withValue(old, code, value));

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const ready = readyToCreate(draft, template, setup.fields);
    setFaults(ready.ok ? {} : ready.faults);
    if (!ready.ok || busy || uploading) return;
    setBusy(true);
    try {
      const body = { ...ready.body, source: from.source } satisfies CallInput<typeof ticketEndpoints.create>["body"];
      const made = await call(ticketEndpoints.create, { params: { ticketId: id }, body });
      close();
      keepTicket(made);
      void queryClient.invalidateQueries({ queryKey: listsKey });
      void queryClient.invalidateQueries({ queryKey: countsQuery.queryKey });
      tell("good", t("tickets.create.created", { n: made.number }));
      onOpen(made.id);
    } catch (error) {
      if (error instanceof ApiError) setFaults(error.fields);
      if (isCode(error, "tickets.draft_used")) renew();
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  async function drop(): Promise<void> {
    close();
    await call(ticketEndpoints.dropDraft, { params: { ticketId: id } }).catch((error: unknown) => tell("bad", errorText(error, language)));
    void queryClient.invalidateQueries({ queryKey: ["tickets", "start"] });
    onClose();
  }
  return (
    <form className={css.form} aria-label={t("tickets.create.label")} onSubmit={(event) => void submit(event)}>
      {resumed && <p className={css.soft}>{t("tickets.create.resumed", { time: moment(resumed.updatedAt, language) })}</p>}
      {draft.callId && <p className={css.soft}>{t("tickets.create.fromCall")}</p>}
      <Member start={start} onFound={({ customer, phone }) => change((old) => withFound(old, customer?.id ?? null, phone))} />
      <div className={css.two}>
        <Field label={`${t("tickets.create.type")} *`} error={faults.type ? t("tickets.create.chooseType") : null}>
          {(control) => (
            <Select
              {...control}
              value={draft.typeId}
              placeholder={t("tickets.fields.choose")}
              onChange={(typeId) => change((old) => withType(old, typeId, setup.templates))}
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
                    setup.templates.find((each) => each.id === templateId),
                  ),
                )
              }
              options={templatesOf(setup.templates, draft.typeId).map((each) => ({ value: each.id, label: each.name[language] }))}
            />
          )}
        </Field>
      </div>
      <CategorySelect value={draft.categoryId} onChange={(categoryId) => change((old) => ({ ...old, categoryId }))} />
      <UploadContext value={count}>
        <FormSections form={template?.fields ?? []} fields={setup.fields} values={draft.values} onChange={setValue} faults={faults} />
      </UploadContext>
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
      <Alike rows={start.alike} />
    </form>
  );
}

/** Finds the customer by a telephone number. */
function Member({ start, onFound }: { start: Start; onFound: (found: Start) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [phone, setPhone] = useState(start.phone ?? "");
  const [found, setFound] = useState<Start>(start);
  const [busy, setBusy] = useState(false);
  async function lookUp(): Promise<void> {
    if (!phone.trim()) return;
    setBusy(true);
    try {
      const answer = await queryClient.fetchQuery({ ...startQuery({ phone: phone.trim() }), staleTime: 0 });
      setFound(answer);
      onFound(answer);
    } catch (error) {
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  return (
    <div>
      <Field
        label={t("tickets.create.member")}
        hint={
          found.customer
            ? `${found.customer.name}${found.customer.level ? ` · ${found.customer.level}` : ""}`
            : found.phone
              ? `${groupDigits(found.phone)} · ${t("tickets.create.unknown")}`
              : ""
        }
      >
        {(control) => (
          <Input.Search
            {...control}
            value={phone}
            inputMode="tel"
            loading={busy}
            placeholder={t("tickets.create.phoneHint")}
            enterButton={t("tickets.create.lookUp")}
            onChange={(event) => setPhone(event.target.value)}
            onPressEnter={(event) => event.preventDefault()}
            onSearch={() => void lookUp()}
          />
        )}
      </Field>
      {found !== start && <Alike rows={found.alike} />}
    </div>
  );
}

/** Open tickets of the same customer or number; those out of reach are only named. */
function Alike({ rows }: { rows: Start["alike"] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (rows.length === 0) return null;
  const named = (row: Start["alike"][number]) => `${t("tickets.number", { n: row.number })} ${row.title}`;
  return (
    <aside className={css.alike}>
      <strong>{t("tickets.create.alike")}</strong>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            {row.mayOpen ? <Link to={`/tickets/${row.id}`}>{named(row)}</Link> : named(row)}{" "}
            <span className={css.soft}>
              {row.type.name[language]} · {row.node.name[language]} · {row.handler?.name ?? t("tickets.nobody")}
            </span>
          </li>
        ))}
      </ul>
    </aside>
  );
}
