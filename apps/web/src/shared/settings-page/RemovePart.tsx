import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../api/index.ts";
import { useLanguage } from "../hooks/index.ts";
import { tell } from "../ui/index.ts";
import css from "./list.module.css";

interface Props {
  isUsed: boolean;
  texts: {
    /** Opens the question. */
    button: string;
    /** Why it cannot be deleted while it is used. */
    used: string;
    /** The question, when it can. */
    free: string;
    /** Deletes it. */
    remove: string;
    removed: string;
  };
  /** What can be done with a used record instead; null: nothing more. */
  instead: { text: string; choose(): void } | null;
  remove(): Promise<void>;
  onRemoved(): void;
}

/** Deletes a record after a question, or says why it cannot be deleted and what can be done instead. */
export function RemovePart({ isUsed, texts, instead, remove, onRemoved }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const stays = isUsed || refused !== null;
  async function removeNow(): Promise<void> {
    setBusy(true);
    try {
      await remove();
      tell("good", texts.removed);
      onRemoved();
    } catch (error) {
      setRefused(errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  if (!asking)
    return (
      <div>
        {/* The colour of texts: antd's own is too faint on the panels of the dark theme. */}
        <Button size="small" danger type="text" style={{ color: "var(--cd-danger)" }} onClick={() => setAsking(true)}>
          {texts.button}
        </Button>
      </div>
    );
  return (
    <div className={css.question} role="alertdialog" aria-label={texts.button}>
      <p>{stays ? (refused ?? texts.used) : texts.free}</p>
      <div className={css.line}>
        {!stays && (
          <Button danger loading={busy} onClick={() => void removeNow()}>
            {texts.remove}
          </Button>
        )}
        {stays && instead && (
          <Button
            onClick={() => {
              instead.choose();
              setAsking(false);
            }}
          >
            {instead.text}
          </Button>
        )}
        <Button type="primary" autoFocus onClick={() => setAsking(false)}>
          {t("settings.uses.keep")}
        </Button>
      </div>
    </div>
  );
}
