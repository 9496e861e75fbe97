import type { AskableState, MyAgent } from "@cloverdesk/contracts";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { inLanguage, useLanguage } from "../../../shared/hooks/index.ts";
import { tell } from "../../../shared/ui/index.ts";
import { askState, useAgentSettings } from "../api/agents.ts";
import { goOnDuty } from "../duty-check.ts";
import { chosenState, isBusy, switchStates } from "../state-switch.ts";
import css from "./StateSwitch.module.css";

/** The agent's own states to choose from; during a call and in wrap-up the choice is what comes next. Breaks ask for their reason. */
export function StateSwitch({ agent }: { agent: MyAgent }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const breaks = useAgentSettings()?.breakReasons ?? [];
  const [asksReason, setAsksReason] = useState(false);
  const [busy, setBusy] = useState(false);
  const chosen = chosenState(agent);

  async function ask(state: AskableState, reason?: string): Promise<void> {
    setAsksReason(false);
    setBusy(true);
    // Coming on duty is checked first, except during a call, whose sound is there.
    const comes = (state === "ready" || state === "outbound_only") && !isBusy(agent.state);
    await (comes ? goOnDuty(state) : askState(state, reason)).catch((error: unknown) => tell("bad", errorText(error, language)));
    setBusy(false);
  }
  return (
    <section className={css.switch} aria-label={t("agents.switch.label")}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid in every browser */}
      <div role="group" className={css.states} aria-label={t("agents.switch.label")}>
        {switchStates(agent).map(({ state, possible }) => (
          <Button
            key={state}
            size="small"
            type={state === chosen ? "primary" : "default"}
            aria-pressed={state === chosen}
            aria-expanded={state === "on_break" ? asksReason : undefined}
            disabled={busy || !possible}
            onClick={() => (state === "on_break" && breaks.length > 0 ? setAsksReason(!asksReason) : void ask(state))}
          >
            {t(`agents.switch.${state}`)}
          </Button>
        ))}
      </div>
      {asksReason && (
        <ul className={css.reasons} aria-label={t("agents.takeBreak")}>
          {breaks.map((reason) => (
            <li key={reason.code}>
              <Button size="small" disabled={busy} onClick={() => void ask("on_break", reason.code)}>
                {inLanguage(reason.name, language)}
                {reason.usualMinutes !== null && <small>{t("agents.minutes", { n: reason.usualMinutes })}</small>}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {isBusy(agent.state) && <p>{t(agent.next ? "agents.takeBackNext" : "agents.switch.later")}</p>}
    </section>
  );
}
