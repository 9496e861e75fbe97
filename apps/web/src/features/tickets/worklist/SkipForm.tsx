import { SKIP_REASONS, type SkipReason, type Task, type Ticket } from "@cloverdesk/contracts";
import { Button, Input, Radio } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Field, tell } from "../../../shared/ui/index.ts";
import { skipTask } from "./api.ts";
import css from "./worklist.module.css";

const REASONS = Object.keys(SKIP_REASONS) as SkipReason[];

interface Props {
  ticket: Ticket;
  task: Task;
  onSkipped(): void;
  onClose(): void;
}

/** A task is passed by only with a reason, which stays in its track. */
export function SkipForm({ ticket, task, onSkipped, onClose }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [reason, setReason] = useState<SkipReason | null>(null);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const waits = reason === null || (reason === "other" && !note.trim());

  async function skip(): Promise<void> {
    if (reason === null || waits || busy) return;
    setBusy(true);
    try {
      await skipTask({ ticketId: ticket.id, reason, note: note.trim() });
      tell("good", t("worklist.skip.done", { n: ticket.number }));
      onSkipped();
    } catch (error) {
      tell("bad", errorText(error, language));
      setBusy(false);
    }
  }
  return (
    <form
      ref={form}
      className={css.skip}
      aria-label={t("worklist.skip.title")}
      onSubmit={(event) => {
        event.preventDefault();
        void skip();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && note === "") onClose();
      }}
    >
      <h3>
        {t("worklist.skip.title")} <small>{t(`worklist.skip.${task.why.from === "group" ? "toGroup" : "later"}`)}</small>
      </h3>
      <Radio.Group
        aria-label={t("worklist.skip.title")}
        value={reason}
        onChange={(event) => setReason(event.target.value as SkipReason)}
        options={REASONS.map((value) => ({ value, label: SKIP_REASONS[value][language] }))}
      />
      <Field label={t("worklist.skip.note")} hint={t("worklist.skip.noteHint")}>
        {(control) => (
          <Input
            {...control}
            maxLength={500}
            value={note}
            aria-required={reason === "other"}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <div className={css.buttons}>
        <Button type="primary" htmlType="submit" loading={busy} disabled={waits}>
          {t("worklist.skip.confirm")}
        </Button>
        <Button onClick={onClose}>{t("shell.cancel")}</Button>
      </div>
    </form>
  );
}
