import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LeaveGuard } from "./LeaveGuard.tsx";
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
  return (
    <LeaveGuard unsaved={dirty}>
      {dirty && (
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
      )}
    </LeaveGuard>
  );
}
