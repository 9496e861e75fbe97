import { CheckCircleFilled, CloseCircleFilled } from "@ant-design/icons";
import type { MyAgent } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { inLanguage, useLanguage } from "../../../shared/hooks/index.ts";
import { NotYet } from "../../../shared/ui/index.ts";
import { whyQuery } from "../api/agents.ts";
import { DevicePanel } from "./DevicePanel.tsx";
import css from "./StateBar.module.css";
import { StateSwitch } from "./StateSwitch.tsx";

/** Behind the state: why it is so, why no calls come, and the sound devices. */
export function StatePanel({ agent }: { agent: MyAgent }) {
  const { t } = useTranslation();
  return (
    <div className={css.panel}>
      <Reason agent={agent} />
      <StateSwitch agent={agent} />
      <h3>{t("agents.whyTitle")}</h3>
      <Why />
      <h3>{t("agents.devices.title")}</h3>
      <DevicePanel />
    </div>
  );
}

function Reason({ agent }: { agent: MyAgent }) {
  const { t } = useTranslation();
  switch (agent.reason) {
    case "missed_call":
    case "disconnected":
    case "wrap_up_limit":
    case "voice_lost":
      return <p className={css.note}>{t(`agents.reason.${agent.reason}`)}</p>;
    case "forced":
      return (
        <p className={css.note}>
          {t("agents.reason.forced")}
          {agent.note && `: ${agent.note}`}
        </p>
      );
    default:
      return null;
  }
}

function Why() {
  const { t } = useTranslation();
  const language = useLanguage();
  const why = useQuery(whyQuery);
  if (!why.data) return <NotYet of={why} rows={5} />;
  return (
    <ul className={css.checks}>
      {why.data.checks.map((check) => (
        <li key={check.code}>
          <span className={check.ok ? css.good : css.bad}>
            {check.ok ? <CheckCircleFilled title={t("agents.passed")} /> : <CloseCircleFilled title={t("agents.failed")} />}
          </span>
          {inLanguage(check.text, language)}
        </li>
      ))}
      {why.data.checks.every((check) => check.ok) && <li className={css.soft}>{t("agents.whyGood")}</li>}
    </ul>
  );
}
