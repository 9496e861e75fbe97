import { DownOutlined } from "@ant-design/icons";
import { type AgentState, type AskableState, agentErrors, type MyAgent, type StateReason } from "@cloverdesk/contracts";
import { Button } from "antd";
import { lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { clock, inLanguage, useLanguage, useNow } from "../../../shared/hooks/index.ts";
import { HeaderPopover, Later, Lines, Menu, tell } from "../../../shared/ui/index.ts";
import { askState, continueWork, useAgentSettings, useMyAgent } from "../api/agents.ts";
import { closeDutyCheck, goOnDuty, useDutyCheck } from "../duty-check.ts";
import { STATE_LOOK } from "../state-look.tsx";
import { DutyCheckPanel } from "./DutyCheckPanel.tsx";
import css from "./StateBar.module.css";

const StatePanel = lazy(async () => ({ default: (await import("./StatePanel.tsx")).StatePanel }));

interface Calling {
  /** Words for a call out that nobody has answered yet; the server counts it as a call. */
  calling: string | null;
}

/** The hotline part of the header: my state with its running time, and what can be asked for now. */
export function StateBar({ calling }: Calling) {
  const agent = useMyAgent();
  if (!agent) return <div className={css.bar} aria-hidden="true" />;
  return (
    <div className={css.bar}>
      <StateStatus agent={agent} calling={calling} />
      <Actions agent={agent} />
    </div>
  );
}

/** The break's own name when the state is a break with a reason, e.g. “Break (meal)”. */
function useStateWord(): (state: AgentState | AskableState, breakReason: string | null, reason?: StateReason) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const reasons = useAgentSettings()?.breakReasons ?? [];
  return (state, breakReason, because) => {
    const word = t(`agents.states.${state}`);
    const reason = reasons.find((r) => r.code === breakReason);
    const why = because === "missed_call" ? t("agents.missed") : reason && inLanguage(reason.name, language);
    if (state !== "on_break" || !why) return word;
    return language === "zh" ? `${word}（${why}）` : `${word} (${why.toLowerCase()})`;
  };
}

function StateStatus({ agent, calling }: Calling & { agent: MyAgent }) {
  const { t } = useTranslation();
  const now = useNow();
  const wordOf = useStateWord();
  const [open, setOpen] = useState(false);
  const shown = agent.state === "on_call" && calling ? "ringing" : agent.state;
  const look = STATE_LOOK[shown];
  const left = agent.wrapUpEndsAt ? Date.parse(agent.wrapUpEndsAt) - now : null;
  return (
    <HeaderPopover
      open={open}
      onOpenChange={setOpen}
      content={
        <Later fallback={<Lines rows={8} />}>
          <StatePanel agent={agent} />
        </Later>
      }
    >
      <div className={css.state} data-state={shown} style={{ color: look.color }}>
        <span className={css.icon} aria-hidden="true">
          {look.icon}
        </span>
        <div role="status" aria-label={t("agents.stateLabel")} className={css.word}>
          {shown === agent.state ? wordOf(agent.state, agent.breakReason, agent.reason) : calling}
        </div>
        <span className={css.timer}>{clock(now - Date.parse(agent.since))}</span>
        {left !== null && agent.state === "wrap_up" && <span className={css.left}>{t("agents.wrapUpLeft", { time: clock(left) })}</span>}
        {agent.next && <span className={css.next}>{t("agents.next", { state: wordOf(agent.next.state, agent.next.breakReason) })}</span>}
        <button type="button" className={css.more} aria-label={t("agents.menu")} aria-expanded={open}>
          <DownOutlined aria-hidden="true" />
        </button>
      </div>
    </HeaderPopover>
  );
}

/** Each action has its own place, empty while it is not possible: nothing moves when the state changes. */
function Actions({ agent }: { agent: MyAgent }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const settings = useAgentSettings();
  const check = useDutyCheck((s) => s.phase);
  const [busy, setBusy] = useState(false);
  const { can } = agent;

  async function run(action: () => Promise<void>): Promise<void> {
    setBusy(true);
    await action().catch((error: unknown) => tell("bad", errorText(error, language)));
    setBusy(false);
  }
  const breaks = settings?.breakReasons ?? [];
  const takeBreak = (code?: string) => void run(() => askState("on_break", code));

  return (
    <div className={css.actions}>
      <span className={css.primary}>
        <HeaderPopover
          open={check !== "idle"}
          onOpenChange={(open) => !open && closeDutyCheck()}
          placement="bottom"
          content={<DutyCheckPanel />}
        >
          {can.continueWork || agent.state === "wrap_up" ? (
            <Button
              type="primary"
              disabled={busy || !can.continueWork}
              title={can.continueWork ? undefined : agentErrors["agents.summary_required"][language]}
              onClick={() => void run(continueWork)}
            >
              {t("agents.continueWork")}
            </Button>
          ) : (
            <Button type="primary" hidden={!can.goOnDuty} className={css.slot} disabled={busy} onClick={() => void goOnDuty()}>
              {t("agents.goOnDuty")}
            </Button>
          )}
        </HeaderPopover>
      </span>
      <Menu
        rootClassName="below-strip"
        disabled={busy || !can.takeBreak}
        menu={{
          items: breaks.map((reason) => ({
            key: reason.code,
            label: (
              <span className={css.reason}>
                {inLanguage(reason.name, language)}
                {reason.usualMinutes !== null && <small>{t("agents.minutes", { n: reason.usualMinutes })}</small>}
              </span>
            ),
          })),
          onClick: ({ key }) => takeBreak(key),
        }}
      >
        <Button hidden={!can.takeBreak} className={css.slot} onClick={() => breaks.length === 0 && takeBreak()}>
          {t("agents.takeBreak")}
        </Button>
      </Menu>
      <Button hidden={!can.goOffDuty} className={css.slot} disabled={busy} onClick={() => void run(() => askState("off_duty"))}>
        {t("agents.goOffDuty")}
      </Button>
    </div>
  );
}
