import type { CallbackFor, Ticket } from "@cloverdesk/contracts";
import { Button, Input, Radio, Select } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { formatPhone, useLanguage } from "../../../shared/hooks/index.ts";
import { Field, tell } from "../../../shared/ui/index.ts";
import { makeCallback } from "./api.ts";
import css from "./callbacks.module.css";
import { TimePicker } from "./TimePicker.tsx";

interface Props {
  ticket: Ticket;
  onDone(): void;
}

/** Promises the ticket's customer a call: when, to which number, and whether I or whoever of the group is free then will call. */
export function CallbackForm({ ticket, onDone }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [id] = useState(() => crypto.randomUUID());
  const [number, setNumber] = useState(ticket.numbers[0]?.number ?? "");
  const [dueAt, setDueAt] = useState<string | null>(null);
  const [whose, setWhose] = useState<CallbackFor>("me");
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.scrollIntoView({ block: "nearest" });
    form.current?.querySelector("input")?.focus({ preventScroll: true });
  }, []);
  const waits = !dueAt || !number;

  async function make(): Promise<void> {
    if (!dueAt || waits || busy) return;
    setBusy(true);
    try {
      await makeCallback(id, { ticketId: ticket.id, number, dueAt, for: whose, note: note.trim() });
      tell("good", t("callbacks.made"));
      onDone();
    } catch (error) {
      tell("bad", errorText(error, language));
      setBusy(false);
    }
  }
  return (
    <form
      ref={form}
      className={css.form}
      aria-label={t("callbacks.make")}
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <h3>
        {t("callbacks.make")} <small>{t(`callbacks.next.${whose}`, { group: ticket.group?.name[language] ?? "" })}</small>
      </h3>
      <div className={css.fields}>
        <TimePicker value={dueAt} onChange={setDueAt} />
        <Field label={t("callbacks.number")}>
          {(control) => (
            <Select
              {...control}
              value={number}
              onChange={setNumber}
              options={ticket.numbers.map((each) => ({ value: each.number, label: formatPhone(each.number) }))}
            />
          )}
        </Field>
      </div>
      {ticket.group && (
        <Radio.Group
          aria-label={t("callbacks.whose")}
          value={whose}
          onChange={(event) => setWhose(event.target.value as CallbackFor)}
          options={(["me", "group"] as const).map((value) => ({ value, label: t(`callbacks.for.${value}`) }))}
        />
      )}
      <Field label={t("callbacks.note")}>
        {(control) => <Input {...control} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      <div className={css.buttons}>
        <Button type="primary" htmlType="submit" loading={busy} disabled={waits}>
          {t("callbacks.confirm")}
        </Button>
        <Button onClick={onDone}>{t("shell.cancel")}</Button>
      </div>
    </form>
  );
}
