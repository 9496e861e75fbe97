import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, errorText, isFinal } from "../api/errors.ts";
import { useLanguage } from "../hooks/useLanguage.ts";
import css from "./States.module.css";

/** What will appear here, and the one action that makes it appear. */
export function Empty({ icon, title, text, action }: { icon?: ReactNode; title: string; text?: string; action?: ReactNode }) {
  return (
    <div className={css.state}>
      {icon && (
        <div className={css.icon} aria-hidden="true">
          {icon}
        </div>
      )}
      <strong>{title}</strong>
      {text && <p>{text}</p>}
      {action}
    </div>
  );
}

/** What went wrong, in words. The way to try again and the number to report stand there unless the same request can only be refused again. */
export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { requestId } = error instanceof ApiError ? error : {};
  const final = isFinal(error);
  return (
    <div className={css.state} role="alert">
      <strong>{errorText(error, language)}</strong>
      {requestId && !final && <small>{t("shell.state.requestId", { id: requestId })}</small>}
      {retry && !final && <Button onClick={retry}>{t("shell.state.retry")}</Button>}
    </div>
  );
}

interface LinesProps {
  rows: number;
  height?: number;
  gap?: number;
}

/**
 * In place of what a query has not brought yet: grey lines, or why it does not come. Asked for only while there is no data at all: what has been shown
 * once, and what somebody types there, outlives a later fetch that fails.
 */
export function NotYet({ of, ...lines }: LinesProps & { of: { error: unknown; refetch(): unknown } }) {
  return of.error ? <Failed error={of.error} retry={() => void of.refetch()} /> : <Lines {...lines} />;
}

/** Grey lines of the size of what comes. */
export function Lines({ rows, height = 14, gap = 10 }: LinesProps) {
  const { t } = useTranslation();
  return (
    <div className={css.lines} style={{ gap }} role="status" aria-label={t("shell.state.loading")}>
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <span key={i} style={{ height, width: `${92 - ((i * 17) % 38)}%` }} />
      ))}
    </div>
  );
}
