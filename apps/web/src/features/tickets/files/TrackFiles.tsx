import { PaperClipOutlined } from "@ant-design/icons";
import type { TicketFile } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { sizeText, useLanguage } from "../../../shared/hooks/index.ts";
import { tell } from "../../../shared/ui/index.ts";
import { previewOf, saveFile } from "./api.ts";
import css from "./track-files.module.css";

/** A larger picture is seen when it is saved. */
const LARGEST_PREVIEW = 5 * 1024 * 1024;

/** Files of a comment, each to be saved; pictures are seen at once. */
export function TrackFiles({ ticketId, files }: { ticketId: string; files: readonly TicketFile[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (files.length === 0) return null;
  return (
    <ul className={css.files}>
      {files.map((file) => (
        <li key={file.id}>
          {file.type.startsWith("image/") && file.bytes <= LARGEST_PREVIEW && <Preview ticketId={ticketId} file={file} />}
          <Button
            type="link"
            size="small"
            icon={<PaperClipOutlined aria-hidden="true" />}
            aria-label={t("tickets.fields.download", { name: file.name })}
            onClick={() => void saveFile(ticketId, file).catch((error: unknown) => tell("bad", errorText(error, language)))}
          >
            {file.name} <span className={css.soft}>{sizeText(file.bytes)}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Preview({ ticketId, file }: { ticketId: string; file: TicketFile }) {
  const { data: picture } = useQuery({
    queryKey: ["tickets", "preview", file.id],
    queryFn: () => previewOf(ticketId, file.id),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!picture) return;
    const made = URL.createObjectURL(picture);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  // The place is there before the picture, so that nothing jumps.
  return <span className={css.picture}>{url && <img src={url} alt={file.name} />}</span>;
}
