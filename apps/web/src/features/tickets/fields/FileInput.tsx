import { CloseOutlined, PaperClipOutlined } from "@ant-design/icons";
import type { TicketFile } from "@cloverdesk/contracts";
import { Button } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { uploadFile } from "../api/files.ts";
import css from "./fields.module.css";

interface Props {
  id: string;
  value: readonly string[];
  files: readonly TicketFile[];
  disabled: boolean;
  onChange(ids: string[]): void;
  /** A file was uploaded. */
  onAdded?: (file: TicketFile) => void;
}

/** Files of a field: each is uploaded when it is chosen, and belongs to the ticket when that is saved. */
export function FileInput({ id, value, files, disabled, onChange, onAdded }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const [added, setAdded] = useState<TicketFile[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const names = new Map([...files, ...added].map((file) => [file.id, file.name]));

  async function add(chosen: File[]): Promise<void> {
    setBusy(true);
    setProblem(null);
    let ids = [...value];
    for (const file of chosen) {
      try {
        const kept = await uploadFile(file);
        setAdded((before) => [...before, kept]);
        onAdded?.(kept);
        ids = [...ids, kept.id];
        onChange(ids);
      } catch (error) {
        setProblem(`${file.name}: ${errorText(error, language)}`);
      }
    }
    setBusy(false);
  }
  return (
    <div className={css.files}>
      {value.map((fileId) => {
        const name = names.get(fileId) ?? fileId.slice(0, 8);
        return (
          <span key={fileId} className={css.file}>
            <PaperClipOutlined aria-hidden="true" />
            {name}
            {!disabled && (
              <button
                type="button"
                aria-label={t("tickets.fields.removeFile", { name })}
                onClick={() => onChange(value.filter((each) => each !== fileId))}
              >
                <CloseOutlined aria-hidden="true" />
              </button>
            )}
          </span>
        );
      })}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          void add([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <Button
        id={id}
        size="small"
        icon={<PaperClipOutlined aria-hidden="true" />}
        disabled={disabled}
        loading={busy}
        onClick={() => input.current?.click()}
      >
        {t(busy ? "tickets.fields.uploading" : "tickets.fields.upload")}
      </Button>
      {problem && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
