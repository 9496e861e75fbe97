import { useQuery } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { readStored, useLanguage, writeStored } from "../../../shared/hooks/index.ts";
import { tell } from "../../../shared/ui/index.ts";
import { comment } from "../api/commands.ts";
import { setupQuery } from "../api/queries.ts";
import css from "./detail.module.css";

/** Writes a comment, mentioning people. What is typed survives a reload; sent twice it is still one comment. */
export function CommentForm({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const key = `ticket-comment.${ticketId}`;
  const [text, setText] = useState(() => readStored(key, ""));
  const [mentions, setMentions] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const attempt = useRef<string | null>(null);

  function type(next: string): void {
    attempt.current = null;
    setText(next);
    writeStored(key, next || null);
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!text.trim() || busy) return;
    attempt.current ??= crypto.randomUUID();
    setBusy(true);
    try {
      await comment(ticketId, attempt.current, text.trim(), mentions);
      type("");
      setMentions([]);
    } catch (error) {
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  return (
    <form className={css.comment} aria-label={t("tickets.comment.label")} onSubmit={(event) => void submit(event)}>
      <Input.TextArea
        value={text}
        maxLength={4000}
        autoSize={{ minRows: 1, maxRows: 8 }}
        aria-label={t("tickets.comment.hint")}
        placeholder={t("tickets.comment.hint")}
        onChange={(event) => type(event.target.value)}
      />
      {text && (
        <div className={css.commentFoot}>
          <Select
            mode="multiple"
            size="small"
            prefix="@"
            aria-label={t("tickets.comment.mention")}
            placeholder={t("tickets.comment.mention")}
            showSearch={{ optionFilterProp: "label" }}
            value={mentions}
            onChange={setMentions}
            options={(setup?.people ?? []).map((person) => ({ value: person.id, label: person.name }))}
          />
          <Button size="small" type="primary" htmlType="submit" loading={busy}>
            {t("tickets.comment.send")}
          </Button>
        </div>
      )}
    </form>
  );
}
