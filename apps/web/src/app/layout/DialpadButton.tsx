import { PhoneOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy, useRef } from "react";
import { useTranslation } from "react-i18next";
import { StateSwitch, useMyAgent } from "../../features/agents/index.ts";
import { useSelection } from "../../features/calls/index.ts";
import { HeaderPopover, Later, Lines } from "../../shared/ui/index.ts";
import { useDialpad } from "../dialpad.ts";
import css from "./Frame.module.css";

/** Number rules are heavy and only needed here: loaded when the dialpad is first opened. */
const Dialpad = lazy(async () => ({ default: (await import("../../features/calls/dialpad.ts")).Dialpad }));

export function DialpadButton() {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement & HTMLAnchorElement>(null);
  const agent = useMyAgent();
  const { open, number, source } = useDialpad();
  const canDial = agent?.can.dial ?? false;
  const refusal = !agent || canDial ? null : agent.state === "off_duty" ? t("calls.dialpad.offDuty") : t("calls.dialpad.busy");

  function dialed(callId: string): void {
    useDialpad.setState({ open: false, number: "", source: "dialpad" });
    useSelection.setState({ id: callId, tab: "inService" });
    // Who calls stays where they are: the call is above every page.
    button.current?.focus();
  }
  return (
    <HeaderPopover
      open={open}
      onOpenChange={(next) => useDialpad.setState({ open: next, source: "dialpad" })}
      content={
        <Later fallback={<Lines rows={8} />}>
          {agent && <StateSwitch agent={agent} />}
          <Dialpad
            number={number}
            source={source}
            onNumber={(next) => useDialpad.setState({ number: next })}
            canDial={canDial}
            refusal={refusal}
            onDialed={dialed}
          />
        </Later>
      }
    >
      <Button ref={button} icon={<PhoneOutlined aria-hidden="true" />} aria-expanded={open}>
        <span className={css.word}>{t("calls.dialpad.title")}</span>
      </Button>
    </HeaderPopover>
  );
}
