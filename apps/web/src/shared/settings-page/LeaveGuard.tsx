import { useTranslation } from "react-i18next";
import { useLeaveGuard } from "../versioned/leave-guard.ts";
import { LeaveQuestion } from "./LeaveQuestion.tsx";
import css from "./settings.module.css";

/** Asks at the bottom of a page before it is left while something is unsaved; draws `children` while it does not ask. */
export function LeaveGuard({ unsaved, children }: { unsaved: boolean; children?: React.ReactNode }) {
  const { t } = useTranslation();
  const { asking, stay, leave } = useLeaveGuard(unsaved);
  if (!asking) return children;
  return (
    <LeaveQuestion
      className={css.bar}
      text={t("settings.unsaved.leaving")}
      leaveText={t("settings.unsaved.leave")}
      stayText={t("settings.unsaved.stay")}
      onLeave={leave}
      onStay={stay}
    />
  );
}
