import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLeaveGuard } from "../../../shared/settings-page/index.ts";
import css from "./editor.module.css";

/** Asks before the page is left while the draft could not be saved. */
export function LeaveGuard({ unsaved }: { unsaved: boolean }) {
  const { t } = useTranslation();
  const { asking, stay, leave } = useLeaveGuard(unsaved);
  if (!asking) return null;
  return (
    <div className={css.guard} role="alertdialog" aria-label={t("settings.unsaved.leaving")}>
      <strong>{t("settings.unsaved.leaving")}</strong>
      <Button danger onClick={leave}>
        {t("settings.unsaved.leave")}
      </Button>
      <Button type="primary" autoFocus onClick={stay}>
        {t("settings.unsaved.stay")}
      </Button>
    </div>
  );
}
