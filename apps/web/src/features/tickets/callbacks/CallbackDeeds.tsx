import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { tell } from "../../../shared/ui/index.ts";
import { cancelCallback, finishCallback, moveCallback, type Seen } from "./api.ts";
import css from "./callbacks.module.css";
import { TimePicker } from "./TimePicker.tsx";

/** What can be done with an open callback: another time, done, cancelled. */
export function CallbackDeeds({ callback }: { callback: Seen }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [moving, setMoving] = useState(false);
  const [dueAt, setDueAt] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  async function run(doing: Promise<void>, done: string): Promise<void> {
    setBusy(true);
    try {
      await doing;
      setMoving(false);
      tell("good", done);
    } catch (error) {
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  if (moving)
    return (
      <form
        className={css.move}
        aria-label={t("callbacks.move")}
        onSubmit={(event) => {
          event.preventDefault();
          if (dueAt) void run(moveCallback(callback, dueAt), t("callbacks.moved"));
        }}
      >
        <TimePicker value={dueAt} onChange={setDueAt} />
        <Button type="primary" htmlType="submit" size="small" loading={busy} disabled={!dueAt}>
          {t("callbacks.move")}
        </Button>
        <Button size="small" onClick={() => setMoving(false)}>
          {t("shell.cancel")}
        </Button>
      </form>
    );
  return (
    <span className={css.deeds}>
      <Button size="small" disabled={busy} onClick={() => setMoving(true)}>
        {t("callbacks.move")}
      </Button>
      <Button size="small" disabled={busy} onClick={() => void run(finishCallback(callback), t("callbacks.finished"))}>
        {t("callbacks.finish")}
      </Button>
      <Button size="small" disabled={busy} onClick={() => void run(cancelCallback(callback), t("callbacks.cancelled"))}>
        {t("callbacks.cancel")}
      </Button>
    </span>
  );
}
