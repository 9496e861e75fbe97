import { Button, Drawer } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { leaveFreely, useLeaveGuard } from "../versioned/leave-guard.ts";
import { LeaveQuestion } from "./LeaveQuestion.tsx";
import css from "./settings.module.css";

interface Props {
  title: string;
  dirty?: boolean;
  busy?: boolean;
  width?: number;
  saveLabel?: string;
  /** Absent: there is nothing to save, and there are no buttons. */
  onSave?(): void;
  onClose(): void;
  children: ReactNode;
}

/** The panel at the right in which one thing of a list is edited. Closing it, or leaving the page, asks while something is unsaved. */
export function EditPanel({ title, dirty = false, busy = false, width = 600, saveLabel, onSave, onClose, children }: Props) {
  const { t } = useTranslation();
  const guard = useLeaveGuard(dirty, true);
  const [closing, setClosing] = useState(false);
  const asking = dirty && (closing || guard.asking);
  const close = () => (dirty ? setClosing(true) : onClose());
  const stay = () => {
    setClosing(false);
    guard.stay();
  };
  const leave = () => (guard.asking ? guard.leave() : leaveFreely(onClose));
  return (
    <Drawer
      open
      onClose={close}
      size={width}
      mask={false}
      rootClassName={css.drawer}
      rootStyle={{ top: "var(--cd-top)" }}
      title={title}
      footer={
        asking ? (
          <LeaveQuestion
            className={css.foot}
            text={t("settings.unsaved.closing")}
            leaveText={t("settings.unsaved.discard")}
            stayText={t("settings.unsaved.goOn")}
            onLeave={leave}
            onStay={stay}
          />
        ) : onSave ? (
          <div className={css.foot}>
            <span className={css.note}>{dirty && t("settings.unsaved.label")}</span>
            <span className={css.spring} />
            <Button onClick={close}>{t("shell.cancel")}</Button>
            <Button type="primary" loading={busy && { delay: 300 }} disabled={!dirty} onClick={() => busy || onSave()}>
              {saveLabel ?? t("settings.unsaved.save")}
            </Button>
          </div>
        ) : null
      }
    >
      {children}
    </Drawer>
  );
}
