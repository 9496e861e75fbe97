import { CloseOutlined, PaperClipOutlined } from "@ant-design/icons";
import type { TicketFile } from "@cloverdesk/contracts";
import { Button } from "antd";
import { use, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { uploadFile } from "./api.ts";
import css from "./file-input.module.css";
import { UploadContext } from "./uploads.ts";

interface Props {
  id: string;
  value: readonly string[];
  files: readonly TicketFile[];
  disabled: boolean;
  onChange(ids: string[]): void;
  /** Takes an uploaded file whole, in place of `onChange`. */
  onAdded?: (file: TicketFile) => void;
}

/** Files of a field: each is uploaded when it is chosen, and belongs to the ticket when that is saved. A form that is cancelled wants none any more. */
export function FileInput({ id, value, files, disabled, onChange, onAdded }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const [added, setAdded] = useState<TicketFile[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const uploads = use(UploadContext);
  // The value and what takes it are those of the moment an upload ends: meanwhile a file may have been removed, or the form filled in further.
  const latest = useRef({ value, onChange });
  latest.current = { value, onChange };
  const names = new Map([...files, ...added].map((file) => [file.id, file.name]));

  async function add(chosen: File[]): Promise<void> {
    setBusy(true);
    const signal = uploads.begin();
    setProblem(null);
    for (const file of chosen) {
      try {
        const kept = await uploadFile(file, signal);
        if (signal.aborted) break;
        setAdded((before) => [...before, kept]);
        if (onAdded) onAdded(kept);
        else {
          const ids = [...latest.current.value, kept.id];
          latest.current.value = ids;
          latest.current.onChange(ids);
        }
      } catch (error) {
        if (signal.aborted) break;
        setProblem(`${file.name}: ${errorText(error, language)}`);
      }
    }
    setBusy(false);
    uploads.end(signal);
  }
  return (
    <div className={css.files}>
      {value.map((fileId) => {
        const name = names.get(fileId) ?? t("tickets.fields.attachment");
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
