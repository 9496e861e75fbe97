import type { TicketFile } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { readStored, useLanguage, writeStored } from "../../../shared/hooks/index.ts";
import { tell } from "../../../shared/ui/index.ts";
import { comment } from "../api/commands.ts";
import { setupQuery } from "../api/queries.ts";
import { FileInput } from "../fields/FileInput.tsx";
import css from "./detail.module.css";

/** Writes a comment, mentioning people, with files. What is typed and uploaded survives a reload; sent twice it is still one comment. */
export function CommentForm({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const [text, setText] = useKept(`ticket-comment.${ticketId}`, "");
  const [files, setFiles] = useKept<TicketFile[]>(`ticket-comment-files.${ticketId}`, []);
  const [mentions, setMentions] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const attempt = useRef<string | null>(null);
  const something = text.trim() !== "" || files.length > 0;

  function changed(): void {
    attempt.current = null;
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!something || busy) return;
    attempt.current ??= crypto.randomUUID();
    setBusy(true);
    try {
      await comment(ticketId, attempt.current, { text: text.trim(), mentions, fileIds: files.map((file) => file.id) });
      changed();
      setText("");
      setFiles([]);
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
        onChange={(event) => {
          changed();
          setText(event.target.value);
        }}
      />
      <FileInput
        id={`comment-files-${ticketId}`}
        value={files.map((file) => file.id)}
        files={files}
        disabled={busy || files.length >= 10}
        onAdded={(file) => {
          changed();
          setFiles((before) => [...before, file]);
        }}
        onChange={(ids) => {
          changed();
          setFiles((before) => before.filter((file) => ids.includes(file.id)));
        }}
      />
      {something && (
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

/** A state that this browser remembers as long as it is not empty. */
function useKept<T extends { length: number }>(key: string, empty: T) {
  const [value, setValue] = useState<T>(() => readStored<T>(key, empty));
  const keep = (next: T | ((before: T) => T)): void =>
    setValue((before) => {
      const now = typeof next === "function" ? next(before) : next;
      writeStored(key, now.length > 0 ? now : null);
      return now;
    });
  return [value, keep] as const;
}
