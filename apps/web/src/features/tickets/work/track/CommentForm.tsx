import type { TicketFile } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../../shared/api/index.ts";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { BY_LABEL, tell } from "../../../../shared/ui/index.ts";
import { useKept } from "../../../../shared/versioned/index.ts";
import { FileInput } from "../../files/FileInput.tsx";
import { UploadContext, useUploads } from "../../files/uploads.ts";
import { setupQuery } from "../../setup/queries.ts";
import { comment } from "../commands.ts";
import css from "./track.module.css";

interface Comment {
  text: string;
  files: TicketFile[];
  mentions: string[];
}
const EMPTY: Comment = { text: "", files: [], mentions: [] };

/** Writes a comment, mentioning people, with files. What is typed and uploaded survives a reload; sent twice it is still one comment. */
export function CommentForm({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const name = `ticket-comment.${ticketId}`;
  const [kept, keep] = useKept<Comment>(name);
  const { uploading, told } = useUploads(name);
  const { text, files, mentions } = kept ?? EMPTY;
  const [busy, setBusy] = useState(false);
  const attempt = useRef<string | null>(null);
  const something = text.trim() !== "" || files.length > 0;

  /** Another content is another comment. */
  function change(step: (comment: Comment) => Partial<Comment>): void {
    attempt.current = null;
    keep((old) => {
      const next = { ...(old ?? EMPTY), ...step(old ?? EMPTY) };
      return next.text === "" && next.files.length === 0 ? null : next;
    });
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!something || busy || uploading) return;
    attempt.current ??= crypto.randomUUID();
    setBusy(true);
    const sent = kept;
    try {
      await comment(ticketId, attempt.current, { text: text.trim(), mentions, fileIds: files.map((file) => file.id) });
      attempt.current = null;
      // What was written on meanwhile stays.
      keep((old) => (old === sent ? null : old));
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
        onChange={(event) => change(() => ({ text: event.target.value }))}
      />
      <UploadContext value={told}>
        <FileInput
          id={`comment-files-${ticketId}`}
          value={files.map((file) => file.id)}
          files={files}
          disabled={busy || files.length >= 10}
          onAdded={(file) => change((old) => ({ files: [...old.files, file] }))}
          onChange={(ids) => change((old) => ({ files: old.files.filter((file) => ids.includes(file.id)) }))}
        />
      </UploadContext>
      {something && (
        <div className={css.commentFoot}>
          <Select
            mode="multiple"
            size="small"
            prefix="@"
            aria-label={t("tickets.comment.mention")}
            placeholder={t("tickets.comment.mention")}
            showSearch={BY_LABEL}
            value={mentions}
            onChange={(people: string[]) => change(() => ({ mentions: people }))}
            options={(setup?.people ?? []).map((person) => ({ value: person.id, label: person.name }))}
          />
          <Button size="small" type="primary" htmlType="submit" loading={busy} disabled={uploading}>
            {t("tickets.comment.send")}
          </Button>
        </div>
      )}
    </form>
  );
}
