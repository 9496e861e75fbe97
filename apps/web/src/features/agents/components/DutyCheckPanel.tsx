import { CheckCircleFilled, CloseCircleFilled, LoadingOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { goOnDuty, useDutyCheck } from "../duty-check.ts";
import css from "./StateBar.module.css";

/** What is checked before going on duty, and how to put right what is wrong. */
export function DutyCheckPanel() {
  const { t } = useTranslation();
  const language = useLanguage();
  const check = useDutyCheck();
  const running = check.phase === "running";
  return (
    <div className={css.panel}>
      <h3>{t("agents.duty.title")}</h3>
      <ul className={css.checks} aria-live="polite">
        <Line name={t("agents.duty.microphone")} outcome={check.microphone} />
        <Line name={t("agents.duty.connection")} outcome={check.connection} />
      </ul>
      {check.error !== null && (
        <p className={css.note} role="alert" style={{ marginTop: 12 }}>
          {errorText(check.error, language)}
        </p>
      )}
      {!running && (
        <div className={css.foot}>
          <Button type="primary" onClick={() => void goOnDuty(check.wish)}>
            {t("agents.duty.again")}
          </Button>
        </div>
      )}
    </div>
  );
}

type Outcome = ReturnType<typeof useDutyCheck.getState>["microphone" | "connection"];

function Line({ name, outcome }: { name: string; outcome: Outcome }) {
  const { t } = useTranslation();
  const look =
    outcome === "good"
      ? { icon: <CheckCircleFilled aria-hidden="true" />, tone: css.good }
      : outcome === "asking"
        ? { icon: <LoadingOutlined aria-hidden="true" />, tone: css.waiting }
        : { icon: <CloseCircleFilled aria-hidden="true" />, tone: css.bad };
  const words = outcome === "asking" && name !== t("agents.duty.microphone") ? t("agents.duty.checking") : t(`agents.duty.${outcome}`);
  return (
    <li>
      <span className={look.tone} aria-hidden="true">
        {look.icon}
      </span>
      <span>
        <strong>{name}</strong> · {words}
      </span>
    </li>
  );
}
