import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLeaveGuard } from "../versioned/leave-guard.ts";
import css from "./settings.module.css";

interface Props {
  dirty: boolean;
  busy: boolean;
  /** What saving means here, or what keeps it from being saved. */
  note?: ReactNode;
  saveLabel?: string;
  onSave(): void;
  onDiscard(): void;
}

/** Stands at the bottom of a page while something is unsaved. Leaving the page meanwhile turns it into the question. */
export function UnsavedBar({ dirty, busy, note, saveLabel, onSave, onDiscard }: Props) {
  const { t } = useTranslation();
  const { asking, stay, leave } = useLeaveGuard(dirty);
  if (!dirty) return null;
  if (asking)
    return (
      <div className={css.bar} role="alertdialog" aria-label={t("settings.unsaved.leaving")}>
        <strong>{t("settings.unsaved.leaving")}</strong>
        <span className={css.spring} />
        <Button danger onClick={leave}>
          {t("settings.unsaved.leave")}
        </Button>
        <Button type="primary" autoFocus onClick={stay}>
          {t("settings.unsaved.stay")}
        </Button>
      </div>
    );
  return (
    <section className={css.bar} aria-label={t("settings.unsaved.label")}>
      <strong>{t("settings.unsaved.label")}</strong>
      {note && <span className={css.note}>{note}</span>}
      <span className={css.spring} />
      <Button disabled={busy} onClick={onDiscard}>
        {t("settings.unsaved.discard")}
      </Button>
      <Button type="primary" loading={busy && { delay: 300 }} onClick={() => busy || onSave()}>
        {saveLabel ?? t("settings.unsaved.save")}
      </Button>
    </section>
  );
}
